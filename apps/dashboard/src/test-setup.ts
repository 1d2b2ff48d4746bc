import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// A busy machine may take longer than the second that is usual; only what fails waits so long.
configure({ asyncUtilTimeout: 8_000 });

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});
