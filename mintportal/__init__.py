"""The assembly: everything that is put together from the apps, and the foundation below them."""
