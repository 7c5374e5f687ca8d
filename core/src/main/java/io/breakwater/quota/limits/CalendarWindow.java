package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.model.Usd;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.StoredMoney;
import java.util.ArrayList;
import java.util.List;

/// A calendar limit: tokens of a UTC day, or nano-USD of a UTC month. Windows never move backwards.
///
/// Money is held in whole micro-USD, rounded up, and settled to the nano-USD ([StoredMoney]).
///
/// @param limit the limit in tokens or nano-USD, 0 for none
/// @param windowAttribute the number that names the current window
/// @param countAttribute the number that is counted in the window
/// @param heldKind the kind of the generation attributes that hold it, `t` or `h`
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
            generations.hold(draft, heldKind, stored(amount));
        } else {
            begin(draft, generations, window, amount);
        }
    }

    /// Renews a hold; in a window that has passed nothing is held any more.
    ///
    /// @param booked the window in which the amount was counted
    /// @param kept whether the previous generation still holds it
    public void renew(PlanDraft draft, HoldGenerations generations, long booked, long amount, boolean kept) {
        LedgerItem item = draft.item();
        if (item.has(windowAttribute) && item.orZero(windowAttribute) == booked) {
            draft.guard(new Guard.Equal(windowAttribute, booked));
            generations.renew(draft, heldKind, stored(amount), kept);
        } else if (!generations.same()) {
            generations.hold(draft, heldKind, 0);
        }
    }

    private void begin(PlanDraft draft, HoldGenerations generations, long window, long amount) {
        draft.guard(new Guard.AbsentOrBelow(windowAttribute, window));
        draft.change(new Change.Put(windowAttribute, window));
        draft.change(new Change.Put(countAttribute, stored(amount)));
        forget(draft.item(), window).forEach(draft::change);
        draft.change(new Change.Put(generations.mine(heldKind), stored(amount)));
        draft.change(new Change.Put(generations.other(heldKind), 0));
    }

    private void count(PlanDraft draft, HoldGenerations generations, long window, long amount) {
        draft.guard(new Guard.Equal(windowAttribute, window));
        long over = limit == 0 ? 0 : Math.max(0, draft.item().orZero(countAttribute) - most(amount));
        boolean full = over > rounded(draft.item(), window);
        if (limit > 0 && !(full && draft.overlook(name))) {
            draft.guard(new Guard.AtMost(countAttribute, most(amount) + (full ? 0 : over)));
            if (full) {
                refuse(draft, shortfall(draft.item(), generations, amount), end(window) - draft.now());
            }
        }
        long back = full ? 0 : over;
        draft.change(new Change.Add(countAttribute, stored(amount) - back));
        if (back > 0) {
            draft.guard(StoredMoney.ofMonth(window).enough(back));
            draft.change(new Change.Add(ItemAttributes.monthRounded(window), -back * unit()));
        }
    }

    /// The highest count at which the amount still fits.
    private long most(long amount) {
        return limit / unit() - stored(amount);
    }

    /// The rounding that can be taken back to make room, if there is no other.
    private long rounded(LedgerItem item, long window) {
        return money() ? StoredMoney.ofMonth(window).back(item) : 0;
    }

    private List<Change> forget(LedgerItem item, long window) {
        return money() ? StoredMoney.forget(item, window) : List.of();
    }

    /// Replaces the reserved amount in a window by the used one.
    public void settle(
            LedgerItem item, long window, long reserved, long used, List<Guard> guards, List<Change> changes) {
        if (money()) {
            StoredMoney.ofMonth(window).add(item, used, stored(reserved), guards, changes);
        } else if (used != reserved) {
            changes.add(new Change.Add(countAttribute, used - reserved));
        }
    }

    /// Begins a window with an amount of which nothing is held.
    public List<Change> begin(LedgerItem item, long window, long amount) {
        if (!money()) {
            return List.of(new Change.Put(countAttribute, amount));
        }
        List<Change> changes = new ArrayList<>(StoredMoney.ofMonth(window).begin(amount));
        changes.addAll(forget(item, window));
        return changes;
    }

    /// An amount in the unit of the item, rounded up.
    public long stored(long amount) {
        return Math.ceilDiv(amount, unit());
    }

    /// The item's unit in the limit's: 1 for tokens, the nano-USD of a micro-USD for money.
    public long unit() {
        return money() ? Usd.NANOS_IN_MICRO : 1;
    }

    private boolean money() {
        return name.isMoney();
    }

    /// Refuses. Amounts that are only held come back when running requests end, not when the window
    /// does.
    private void refuse(PlanDraft draft, Shortfall shortfall, long untilEnd) {
        if (shortfall.onlyHeld()) {
            draft.refuseUntilGivenBack(name, shortfall);
        } else {
            draft.refuse(name, untilEnd, shortfall);
        }
    }

    /// In whole units of the item, as the decision was made: in nano-USD there could seem to be room.
    private Shortfall shortfall(LedgerItem item, HoldGenerations generations, long amount) {
        long counted = unit() * stored(counted(item));
        long held = held(item, generations.current());
        long spent = Math.max(0, counted - held);
        long left = Math.max(0, limit - counted);
        return new Shortfall(unit() * stored(amount), left, Math.max(0, limit - left - spent));
    }

    /// The first character of the attributes of copied counts of this window.
    public char carriedKind() {
        return name == LimitName.TOKENS_PER_DAY ? 'i' : 'j';
    }

    /// The count of an item in a window, including holds.
    public long counted(LedgerItem item, long window) {
        return item.has(windowAttribute) && item.orZero(windowAttribute) == window ? counted(item) : 0;
    }

    private long counted(LedgerItem item) {
        return money() ? StoredMoney.ofMonth(item.orZero(windowAttribute)).nanoUsd(item) : item.orZero(countAttribute);
    }

    /// The part of the count that running requests hold.
    long held(LedgerItem item, long epoch) {
        return unit()
                * HoldGenerations.live(
                        item,
                        epoch,
                        ItemAttributes.ofGeneration(heldKind, 0),
                        ItemAttributes.ofGeneration(heldKind, 1));
    }

    /// When a window starts, in nanoseconds since 1970.
    public long start(long window) {
        return name == LimitName.TOKENS_PER_DAY ? window * LedgerTime.DAY_NANOS : LedgerTime.monthBegin(window);
    }

    /// The window to count in: the clock's or the item's, whichever is later.
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
