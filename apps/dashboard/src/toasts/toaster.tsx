import { useEffect } from "react";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { useTheme } from "../shell/use-theme.ts";
import { showToastsBy } from "./notify.ts";

export function Toaster() {
  const [theme] = useTheme();
  useEffect(() => showToastsBy(({ tone, title, description }) => void sonner[tone](title, { description })), []);
  return (
    <Sonner
      theme={theme}
      position="bottom-right"
      visibleToasts={3}
      duration={3_500}
      closeButton
      toastOptions={{ className: "toast" }}
    />
  );
}
