"""Mail: a row in the writer's transaction, sent by a worker. Celery is only the wake-up."""
