"""serverless-python-requirements puts a module of this name into the zip (`zip: true`). Nothing is zipped here, so it has nothing to do."""
