"""Tests of the benchmark and of its volume of offers."""
