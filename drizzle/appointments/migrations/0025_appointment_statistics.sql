-- Whoever may have numbers of appointments and none of their rows gets them counted: by the system role, which sees of a row what is
-- counted and not whose it is, and by its policy only rows that the caller may have counted (`statistics:read`).
GRANT SELECT (tenant_id, clinic_id, service_type_id, region, status, starts_at, created_at) ON "appointments"."appointment" TO appointments_system;--> statement-breakpoint
CREATE POLICY appointment_count ON "appointments"."appointment" FOR SELECT TO appointments_system USING (tenant_id = (SELECT app.tenant_id())
  AND ((SELECT app.has_role('ADMIN')) OR ((SELECT app.has_role('ANALYST')) AND app.in_region(region))));--> statement-breakpoint
-- The appointments that begin within windows of clinics, each of a day or of a month: per clinic and month by service and status, and,
-- with `per_day`, those that took their time per clinic and day.
CREATE FUNCTION "appointments".count_appointments(clinic_ids uuid[], days date[], from_instants timestamptz[], until_instants timestamptz[], per_day boolean)
RETURNS TABLE (clinic_id uuid, month date, day date, service_type_id uuid, status text, is_open boolean, count bigint, lead_minutes double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  WITH of_window AS (
    SELECT w.clinic_id, date_trunc('month', w.day)::date AS month, w.day, a.service_type_id, a.status,
      a.status IN ('BOOKED', 'ARRIVED', 'CHECKED_IN') AS is_open, a.lead
    FROM unnest(clinic_ids, days, from_instants, until_instants) AS w (clinic_id, day, from_instant, until_instant)
    -- OFFSET keeps the planner from comparing every window with every appointment: each is looked for in the index.
    CROSS JOIN LATERAL (SELECT b.service_type_id, b.status, b.starts_at - b.created_at AS lead FROM appointments.appointment b
      WHERE b.clinic_id = w.clinic_id AND b.starts_at >= w.from_instant AND b.starts_at < w.until_instant
      AND b.status <> 'ENTERED_IN_ERROR' OFFSET 0) AS a
  )
  SELECT v.clinic_id, v.month, NULL, v.service_type_id, v.status, v.is_open, count(*), sum(extract(epoch FROM v.lead) / 60)::double precision
  FROM of_window v GROUP BY v.clinic_id, v.month, v.service_type_id, v.status, v.is_open
  UNION ALL
  SELECT v.clinic_id, v.month, v.day, NULL, NULL, v.is_open, count(*), sum(extract(epoch FROM v.lead) / 60)::double precision
  FROM of_window v WHERE per_day AND v.status IN ('FULFILLED', 'NOSHOW', 'BOOKED', 'ARRIVED', 'CHECKED_IN')
  GROUP BY v.clinic_id, v.month, v.day, v.is_open
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "appointments".count_appointments FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "appointments".count_appointments TO appointments_app;--> statement-breakpoint
-- To give a function to a role takes being a member of it, and that it may create in the schema; neither stays.
DO $$
DECLARE
  is_member boolean := pg_has_role(current_user, 'appointments_system',
    CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END);
BEGIN
  IF NOT is_member THEN EXECUTE format('GRANT appointments_system TO %I', current_user); END IF;
  GRANT CREATE ON SCHEMA "appointments" TO appointments_system;
  ALTER FUNCTION "appointments".count_appointments OWNER TO appointments_system;
  REVOKE CREATE ON SCHEMA "appointments" FROM appointments_system;
  IF NOT is_member THEN EXECUTE format('REVOKE appointments_system FROM %I', current_user); END IF;
END $$;
