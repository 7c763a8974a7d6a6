"""HTTP and HTML foundation: who may call a view, how a page is answered, how things are written."""
