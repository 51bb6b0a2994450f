-- The state machine of `domain/appointment-status.ts`, without its times: whatever an application does, an appointment comes from no
-- state to one that does not follow it. An entry that was a mistake may be marked as one in any state.
CREATE FUNCTION "appointments".follows(former text, status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN status = 'ENTERED_IN_ERROR' OR (former, status) IN (
    ('PROPOSED', 'CANCELLED'), ('PENDING', 'CANCELLED'), ('WAITLIST', 'CANCELLED'), ('BOOKED', 'CANCELLED'),
    ('BOOKED', 'ARRIVED'), ('BOOKED', 'CHECKED_IN'), ('BOOKED', 'NOSHOW'),
    ('ARRIVED', 'CHECKED_IN'), ('ARRIVED', 'FULFILLED'), ('CHECKED_IN', 'FULFILLED'));--> statement-breakpoint
CREATE FUNCTION "appointments".refuse_illegal_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT "appointments".follows(OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'An appointment does not come from % to %.', OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_status_follows';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER appointment_status_follows BEFORE UPDATE OF status ON "appointments"."appointment" FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION "appointments".refuse_illegal_transition();
