package io.breakwater.quota.operations;

import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// Faults in the arithmetic, planted in the writes that result from it. Each is a mistake that looks
/// right at a glance.
@SuppressWarnings("ImmutableEnumChecker") // none of these functions has a state
enum Mutant {
    NONE((write, _) -> write),
    BUCKET_GUARD_WITHOUT_THE_INCREMENT((write, _) -> Plant.guards(write, guard -> Plant.later(guard, write))),
    BUCKET_WITHOUT_ITS_LOWER_BOUND((write, _) -> Plant.guards(write, Plant::withoutFloor)),
    IDLE_BUCKET_SET_ANEW_WITHOUT_PROOF((write, _) -> Plant.without(
            write, guard -> guard instanceof Guard.AbsentOrBelow && Plant.BUCKETS.contains(guard.attribute()))),
    IDLE_BUCKET_SET_A_SECOND_BACK((write, _) -> Plant.changes(write, Plant::aSecondBack)),
    REQUESTS_NOT_COUNTED_IN_THEIR_BUCKET((write, _) -> Plant.dropping(write, Set.of("tR"))),
    DAY_BOUND_WITHOUT_THE_AMOUNT(onReserve((write, doing) ->
            Plant.guards(write, guard -> Plant.higher(guard, "d", doing.demand().tokens())))),
    MONTH_BOUND_DROPPED((write, _) -> Plant.without(
            write, guard -> guard instanceof Guard.AtMost && guard.attribute().equals("m"))),
    ROUNDING_NOT_NOTED(onSettle((write, _) -> Plant.droppingAll(write, "r"))),
    NEW_DAY_KEEPS_THE_OLD_COUNT((write, _) -> Plant.changes(write, change -> Plant.addedToTheOld("d", change))),
    NEW_MONTH_KEEPS_THE_OLD_COUNT((write, _) -> Plant.changes(write, change -> Plant.addedToTheOld("m", change))),
    WINDOW_MOVES_BACK(onReserve(Plant::backToMyDay)),
    SLOTS_BOUND_DROPPED((write, _) -> Plant.unguarded(write, Set.of("cf"))),
    LEAKED_HOLDS_NOT_COMPARED(
            onReserve((write, _) -> Plant.unguarded(write, Set.of("c0", "c1", "t0", "t1", "h0", "h1")))),
    EPOCH_GUARD_DROPPED(onReserve((write, _) -> Plant.unguarded(write, Set.of("ce")))),
    OLD_GENERATION_NOT_FORGOTTEN(onReserve((write, _) -> Plant.changes(write, Plant::keptGeneration))),
    AMENDMENTS_GUARD_DROPPED(onReserve(
            (write, _) -> write.equals(StoredAmendments.QUESTION) ? write : Plant.unguarded(write, Set.of("av")))),
    SETTLEMENT_WITHOUT_DAY_GUARD(onSettle((write, _) -> Plant.unguarded(write, Set.of("dW")))),
    SETTLEMENT_WITHOUT_GENERATION_GUARD(onSettle((write, _) -> Plant.unguarded(write, Set.of("ce")))),
    SETTLEMENT_IN_THE_OTHER_GENERATION(onSettle((write, _) -> Plant.changes(write, Plant::otherGeneration))),
    SETTLEMENT_LEAVES_WHAT_WAS_HELD(onSettle((write, _) -> Plant.dropping(write, Set.of("t0", "t1", "h0", "h1")))),
    SETTLEMENT_REPEATED_BLINDLY((write, _) -> write),
    REFUND_NOT_CLAMPED(onSettle(Plant::wholeRefund)),
    REFUND_TWICE_AS_LARGE(onSettle((write, _) -> Plant.changes(write, Plant::doubled))),
    RENEWAL_FORGOTTEN(onRenew(write -> new ConditionalWrite(write.guards(), List.of()))),
    RENEWAL_REPEATED_BLINDLY(onRenew(Plant::withoutMark)),
    RENEWAL_WITHOUT_EPOCH_GUARD(onRenew(write -> Plant.unguarded(write, Set.of("ce")))),
    RENEWAL_LEAVES_THE_EPOCH_BEFORE(onRenew(Plant::withoutTaking)),
    SETTLEMENT_LEAVES_NO_MARK(onSettle((write, _) -> Plant.changes(write, Plant::withoutATrace))),
    SETTLEMENT_WITHOUT_MARK_GUARD(onSettle(
            (write, _) -> Plant.without(write, guard -> guard.attribute().startsWith("k")))),
    DEBT_FORGIVEN(onSettle((write, _) -> Plant.changes(write, Plant::forgiven)));

    private final BiFunction<ConditionalWrite, Doing, ConditionalWrite> fault;

    Mutant(BiFunction<ConditionalWrite, Doing, ConditionalWrite> fault) {
        this.fault = fault;
    }

    ConditionalWrite plant(ConditionalWrite write, Doing doing) {
        return fault.apply(write, doing);
    }

    boolean repeats(Doing doing) {
        return (this == SETTLEMENT_REPEATED_BLINDLY && doing instanceof Doing.Settles)
                || (this == RENEWAL_REPEATED_BLINDLY && doing instanceof Doing.Renews);
    }

    private static BiFunction<ConditionalWrite, Doing, ConditionalWrite> onReserve(
            BiFunction<ConditionalWrite, Doing.Reserves, ConditionalWrite> fault) {
        return (write, doing) -> doing instanceof Doing.Reserves reserves ? fault.apply(write, reserves) : write;
    }

    private static BiFunction<ConditionalWrite, Doing, ConditionalWrite> onRenew(
            UnaryOperator<ConditionalWrite> fault) {
        return (write, doing) -> doing instanceof Doing.Renews ? fault.apply(write) : write;
    }

    private static BiFunction<ConditionalWrite, Doing, ConditionalWrite> onSettle(
            BiFunction<ConditionalWrite, Doing.Settles, ConditionalWrite> fault) {
        return (write, doing) -> doing instanceof Doing.Settles settles ? fault.apply(write, settles) : write;
    }
}
