package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;

/// A calendar limit: tokens of a UTC day, or micro-USD of a UTC month. Windows never move backwards.
///
/// @param limit the limit, 0 for none
/// @param windowAttribute the number that names the current window
/// @param countAttribute what is counted in it
/// @param heldKind the generation attribute of what is held, `t` or `h`
public record CalendarWindow(LimitName name, long limit, String windowAttribute, String countAttribute, char heldKind) {

    public static CalendarWindow day(long limit) {
        return new CalendarWindow(LimitName.TOKENS_PER_DAY, limit, ItemAttributes.DAY, ItemAttributes.DAY_TOKENS, 't');
    }

    public static CalendarWindow month(long limit) {
        return new CalendarWindow(
                LimitName.USD_PER_MONTH, limit, ItemAttributes.MONTH, ItemAttributes.MONTH_MICRO_USD, 'h');
    }

    public void reserve(PlanDraft draft, HoldGenerations generations, long amount) {
        if (limit > 0 && amount > limit) {
            draft.tooLarge(name, amount, limit);
        }
        LedgerItem item = draft.item();
        long window = at(item, draft.now());
        if (item.orZero(windowAttribute) == window && item.has(windowAttribute)) {
            count(draft, generations, window, amount);
            generations.hold(draft, heldKind, amount);
        } else {
            begin(draft, generations, window, amount);
        }
    }

    /// Of a window that has passed nothing is held any more.
    public void renew(PlanDraft draft, HoldGenerations generations, Renewal renewal) {
        LedgerItem item = draft.item();
        if (item.has(windowAttribute) && item.orZero(windowAttribute) == renewal.booked()) {
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
    public record Renewal(long booked, long amount, boolean kept) {}

    private void begin(PlanDraft draft, HoldGenerations generations, long window, long amount) {
        draft.guard(new Guard.AbsentOrBelow(windowAttribute, window));
        draft.change(new Change.Put(windowAttribute, window));
        draft.change(new Change.Put(countAttribute, amount));
        draft.change(new Change.Put(ItemAttributes.ofGeneration(heldKind, generations.current()), amount));
        draft.change(new Change.Put(ItemAttributes.ofGeneration(heldKind, generations.current() + 1), 0));
    }

    private void count(PlanDraft draft, HoldGenerations generations, long window, long amount) {
        draft.guard(new Guard.Equal(windowAttribute, window));
        boolean full = limit > 0 && draft.item().orZero(countAttribute) + amount > limit;
        if (limit > 0 && !(full && draft.overlook(name))) {
            draft.guard(new Guard.AtMost(countAttribute, limit - amount));
            if (full) {
                refuse(draft, shortfall(draft.item(), generations, amount), end(window) - draft.now());
            }
        }
        draft.change(new Change.Add(countAttribute, amount));
    }

    /// What is held is not spent: it comes back when running requests end, not when the window does.
    private void refuse(PlanDraft draft, Shortfall shortfall, long untilEnd) {
        if (shortfall.onlyHeld()) {
            draft.refuseUntilGivenBack(name, shortfall);
        } else {
            draft.refuse(name, untilEnd, shortfall);
        }
    }

    private Shortfall shortfall(LedgerItem item, HoldGenerations generations, long amount) {
        long counted = item.orZero(countAttribute);
        long held = HoldGenerations.live(
                item,
                generations.current(),
                ItemAttributes.ofGeneration(heldKind, 0),
                ItemAttributes.ofGeneration(heldKind, 1));
        long spent = Math.max(0, counted - held);
        long left = Math.max(0, limit - counted);
        return new Shortfall(amount, left, Math.max(0, limit - left - spent));
    }

    /// The first character of the attributes of copied counts of this window.
    public char carriedKind() {
        return name == LimitName.TOKENS_PER_DAY ? 'i' : 'j';
    }

    /// What an item counts in a window, holds included.
    public long counted(LedgerItem item, long window) {
        return item.has(windowAttribute) && item.orZero(windowAttribute) == window ? item.orZero(countAttribute) : 0;
    }

    /// When a window starts, in nanoseconds since 1970.
    public long start(long window) {
        return name == LimitName.TOKENS_PER_DAY ? window * LedgerTime.DAY_NANOS : LedgerTime.monthBegin(window);
    }

    /// The window to count in: the later of the clock's and the item's.
    public long at(LedgerItem item, long now) {
        return Math.max(current(now), item.number(windowAttribute).orElse(Long.MIN_VALUE));
    }

    public long current(long now) {
        return name == LimitName.TOKENS_PER_DAY ? LedgerTime.day(now) : LedgerTime.month(now);
    }

    private long end(long window) {
        return name == LimitName.TOKENS_PER_DAY ? (window + 1) * LedgerTime.DAY_NANOS : LedgerTime.nextMonth(window);
    }
}
