"""Tests of solieu."""
