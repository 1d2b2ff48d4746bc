/** Rhythms that many want, to start from. */
export const CRON_PRESETS = [
  { cron: "*/15 * * * *", label: "Every 15 min" },
  { cron: "0 * * * *", label: "Hourly" },
  { cron: "0 */6 * * *", label: "Every 6 h" },
  { cron: "0 3 * * *", label: "Daily at 03:00" },
  { cron: "0 8 * * 1-5", label: "Weekdays at 08:00" },
  { cron: "0 2 * * 0", label: "Sundays at 02:00" },
  { cron: "0 4 1 * *", label: "Monthly on the 1st" },
] as const;
