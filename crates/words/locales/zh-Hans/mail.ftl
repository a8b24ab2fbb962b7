# Mail that Kapok sends.
