import { lazy } from "react";

/** Questions are loaded when they are asked; render them within a Suspense. */
export const CancelDialog = lazy(() => import("./cancel-dialog.tsx").then((it) => ({ default: it.CancelDialog })));
export const DeleteDialog = lazy(() => import("./delete-dialog.tsx").then((it) => ({ default: it.DeleteDialog })));
export const RetryDialog = lazy(() => import("./retry-dialog.tsx").then((it) => ({ default: it.RetryDialog })));
export const ResubmitDialog = lazy(() =>
  import("./resubmit-dialog.tsx").then((it) => ({ default: it.ResubmitDialog })),
);
export const ReassignDialog = lazy(() =>
  import("./reassign-dialog.tsx").then((it) => ({ default: it.ReassignDialog })),
);
export const ForceCompleteDialog = lazy(() =>
  import("./force-complete-dialog.tsx").then((it) => ({ default: it.ForceCompleteDialog })),
);
