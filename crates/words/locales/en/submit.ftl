# Programmes, editions, forms, submissions.
