GRANT UPDATE (arrived_at, started_at) ON "appointments"."appointment" TO appointments_app;
