/**
 * Whether what is shown follows the server: as it happens, while reading what was missed,
 * by asking every few seconds because sockets do not get through, or not at all.
 */
export type Connection = "connected" | "catching-up" | "polling" | "offline";
