import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";

/** So near to the end the reader follows. */
const NEAR_PX = 32;

interface FollowOptions {
  scroller: RefObject<HTMLElement | null>;
  /** How high what scrolls is: it changes as more comes and as rows are measured. */
  heightPx: number;
  isFollowing: boolean;
}

/** Keeps the end in view until the reader scrolls away from it, and again once they are back. */
export function useFollow({ scroller, heightPx, ...initial }: FollowOptions) {
  const [isFollowing, setIsFollowing] = useState(initial.isFollowing);
  const lastTop = useRef(0);
  const toEnd = () => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
  };
  const keep = useEffectEvent(() => isFollowing && toEnd());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is another end
  useEffect(() => void keep(), [heightPx, isFollowing]);
  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const isUp = scrollTop < lastTop.current - 1;
    lastTop.current = scrollTop;
    if (scrollHeight - scrollTop - clientHeight <= NEAR_PX) setIsFollowing(true);
    else if (isUp) setIsFollowing(false);
  };
  return { isFollowing, setIsFollowing, onScroll };
}
