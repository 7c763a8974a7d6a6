"""Hosts and colours of regions' own websites; everyone may see them, the region changes them."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from mintportal.web.rowsecurity import EVERYONE, any_of, in_regions, protect

MINE = any_of(in_regions())


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0002_row_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegionHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'unique': 'Diese Adresse hat schon eine Region.'}, max_length=253, unique=True, verbose_name='Name')),
                ('token', models.CharField(blank=True, editable=False, max_length=64, verbose_name='Nachweis')),
                ('verified_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='nachgewiesen am')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='regions.region', verbose_name='Region')),
            ],
            options={
                'verbose_name': 'Adresse einer Region',
                'verbose_name_plural': 'Adressen der Regionen',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name__regex', '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$')), name='region_host_plain'), models.CheckConstraint(condition=models.Q(('name__contains', '.'), ('token', ''), _connector='XOR'), name='region_host_domain_has_token'), models.CheckConstraint(condition=models.Q(('verified_at__isnull', True), models.Q(('token', ''), _negated=True), _connector='OR'), name='region_host_only_domains_are_verified')],
            },
        ),
        migrations.CreateModel(
            name='RegionTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('main', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}\\Z', 'Eine Farbe sieht so aus: #0a6b58.', code='colour')], verbose_name='Hauptfarbe')),
                ('accent', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}\\Z', 'Eine Farbe sieht so aus: #0a6b58.', code='colour')], verbose_name='zweite Farbe')),
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='theme', to='regions.region', verbose_name='Region')),
            ],
            options={
                'verbose_name': 'Gestaltung',
                'verbose_name_plural': 'Gestaltungen',
                'constraints': [models.CheckConstraint(condition=models.Q(('main__regex', '^#[0-9a-f]{6}$'), models.Q(('accent', ''), ('accent__regex', '^#[0-9a-f]{6}$'), _connector='OR')), name='region_theme_colours')],
            },
        ),
        protect("regions_regionhost", see=EVERYONE, add=MINE),
        protect("regions_regiontheme", see=EVERYONE, add=MINE),
    ]
