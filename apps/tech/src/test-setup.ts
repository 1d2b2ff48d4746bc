import { configure } from "@solidjs/testing-library";

// A busy machine may take longer than the second that is usual; only what fails waits so long.
configure({ asyncUtilTimeout: 8_000 });
