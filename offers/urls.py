"""Addresses of offers."""

from django.urls import path

from offers.views import public

urlpatterns = [
    path("angebote/", public.offer_list, name="offers"),
    path("regionen/<slug:region>/angebote/<slug:slug>/", public.offer_detail, name="offer"),
    path(
        "regionen/<slug:region>/angebote/<slug:slug>/termine.ics",
        public.offer_calendar,
        name="offer-calendar",
    ),
]
