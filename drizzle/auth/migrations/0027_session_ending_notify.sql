-- Routers that wait for revocations are told of sessions, too (docs/adr/0014).
CREATE TRIGGER session_ending_notify AFTER INSERT ON "auth"."session_ending" FOR EACH STATEMENT EXECUTE FUNCTION app.notify_channel('auth_revocation');
