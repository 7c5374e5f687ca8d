package io.breakwater.quota;

import io.breakwater.model.LimitName;

/// A calendar limit: tokens of a UTC day, or micro-USD of a UTC month. Windows never move backwards.
///
/// @param limit the limit, 0 for none
/// @param windowAttribute the number that names the current window
/// @param countAttribute what is counted in it
/// @param heldKind the generation attribute of what is held, `t` or `h`
record Window(LimitName name, long limit, String windowAttribute, String countAttribute, char heldKind) {

    static Window day(long limit) {
        return new Window(LimitName.TOKENS_PER_DAY, limit, Attributes.DAY, Attributes.DAY_TOKENS, 't');
    }

    static Window month(long limit) {
        return new Window(LimitName.USD_PER_MONTH, limit, Attributes.MONTH, Attributes.MONTH_MICRO_USD, 'h');
    }

    void reserve(PlanDraft draft, Generations generations, long amount) {
        if (limit > 0 && amount > limit) {
            draft.tooLarge(name, amount, limit);
        }
        Image image = draft.image();
        long window = at(image, draft.now());
        if (image.orZero(windowAttribute) == window && image.has(windowAttribute)) {
            count(draft, generations, window, amount);
            generations.hold(draft, heldKind, amount);
        } else {
            begin(draft, generations, window, amount);
        }
    }

    /// Of a window that has passed nothing is held any more.
    void renew(PlanDraft draft, Generations generations, Renewal renewal) {
        Image image = draft.image();
        if (image.has(windowAttribute) && image.orZero(windowAttribute) == renewal.booked()) {
            draft.guard(new Guard.Equal(windowAttribute, renewal.booked()));
            generations.renew(draft, heldKind, renewal.amount(), renewal.kept());
        } else if (!generations.same()) {
            generations.hold(draft, heldKind, 0);
        }
    }

    /// What is renewed of a window.
    ///
    /// @param booked the window that the amount was counted in
    /// @param kept whether the generation before still holds it
    record Renewal(long booked, long amount, boolean kept) {}

    private void begin(PlanDraft draft, Generations generations, long window, long amount) {
        draft.guard(new Guard.AbsentOrBelow(windowAttribute, window));
        draft.change(new Change.Put(windowAttribute, window));
        draft.change(new Change.Put(countAttribute, amount));
        draft.change(new Change.Put(Attributes.ofGeneration(heldKind, generations.current()), amount));
        draft.change(new Change.Put(Attributes.ofGeneration(heldKind, generations.current() + 1), 0));
    }

    private void count(PlanDraft draft, Generations generations, long window, long amount) {
        draft.guard(new Guard.Equal(windowAttribute, window));
        boolean full = limit > 0 && draft.image().orZero(countAttribute) + amount > limit;
        if (limit > 0 && !(full && draft.overlook(name))) {
            draft.guard(new Guard.AtMost(countAttribute, limit - amount));
            if (full) {
                refuse(draft, lack(draft.image(), generations, amount), end(window) - draft.now());
            }
        }
        draft.change(new Change.Add(countAttribute, amount));
    }

    /// What is held is not spent: it comes back when running requests end, not when the window does.
    private void refuse(PlanDraft draft, Lack lack, long untilEnd) {
        if (lack.onlyHeld()) {
            draft.refuseUntilGivenBack(name, lack);
        } else {
            draft.refuse(name, untilEnd, lack);
        }
    }

    private Lack lack(Image image, Generations generations, long amount) {
        long counted = image.orZero(countAttribute);
        long held = Generations.live(
                image,
                generations.current(),
                Attributes.ofGeneration(heldKind, 0),
                Attributes.ofGeneration(heldKind, 1));
        long spent = Math.max(0, counted - held);
        long left = Math.max(0, limit - counted);
        return new Lack(amount, left, Math.max(0, limit - left - spent));
    }

    /// What names the amounts that were carried into this window.
    char carriedKind() {
        return name == LimitName.TOKENS_PER_DAY ? 'i' : 'j';
    }

    /// What an image counts in a window, holds included.
    long counted(Image image, long window) {
        return image.has(windowAttribute) && image.orZero(windowAttribute) == window ? image.orZero(countAttribute) : 0;
    }

    /// When a window starts, in nanoseconds since 1970.
    long start(long window) {
        return name == LimitName.TOKENS_PER_DAY ? window * Clocks.DAY_NANOS : Clocks.monthBegin(window);
    }

    /// The window to count in: the later of the clock's and the item's.
    long at(Image image, long now) {
        return Math.max(current(now), image.number(windowAttribute).orElse(Long.MIN_VALUE));
    }

    long current(long now) {
        return name == LimitName.TOKENS_PER_DAY ? Clocks.day(now) : Clocks.month(now);
    }

    private long end(long window) {
        return name == LimitName.TOKENS_PER_DAY ? (window + 1) * Clocks.DAY_NANOS : Clocks.nextMonth(window);
    }
}
