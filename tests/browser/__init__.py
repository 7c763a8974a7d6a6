"""The portal in a real browser: journeys, keyboard, accessibility, HTML, layout, weight."""
