package io.breakwater.quota;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The arithmetic of a reservation: one conditional write over all limits at once.
final class ReservationPlanner {
    private final Epochs epochs;

    ReservationPlanner(Epochs epochs) {
        this.epochs = epochs;
    }

    /// @param terms before what the image says was changed about the limits
    Planned plan(Image image, Terms terms, Demand demand, Instant at, Bet bet) {
        return plan(image, terms, demand, at, bet, HoldTime.UNKNOWN);
    }

    /// @param holdTime how long a request usually holds what it has reserved
    Planned plan(Image image, Terms terms, Demand demand, Instant at, Bet bet, HoldTime holdTime) {
        long now = Clocks.nanos(at);
        PlanDraft draft = new PlanDraft(image, now, bet, terms.shadow(), holdTime.nanos());
        Amendments amendments = Amending.in(image);
        draft.guard(Amending.unchanged(image));
        if (amendments.suspended()) {
            draft.suspend();
        }
        Limits limits = amendments.over(terms.limits(), at).share(terms.ledgerShards());
        largestRequest(draft, limits, demand);
        perMinute(draft, terms, limits, demand);
        Generations generations = Generations.of(draft, epochs.epoch(now));
        generations.open(draft);
        new InFlight(limits.concurrency()).reserve(draft, generations);
        Window.day(limits.tokensPerDay()).reserve(draft, generations, demand.dayTokens());
        Window.month(limits.microUsdPerMonth()).reserve(draft, generations, demand.microUsd());
        return draft.finish();
    }

    private static void perMinute(PlanDraft draft, Terms terms, Limits limits, Demand demand) {
        if (terms.claim().isPresent()) {
            SharedBuckets.of(limits, terms.claim().get()).reserve(draft, demand);
        } else {
            Buckets.requests(limits).reserve(draft, 1);
            Buckets.tokens(limits).reserve(draft, demand.tokens());
        }
    }

    private static void largestRequest(PlanDraft draft, Limits limits, Demand demand) {
        long most = limits.largestRequestTokens();
        if (most > 0 && demand.tokens() > most) {
            draft.tooLarge(LimitName.LARGEST_REQUEST, demand.tokens(), most);
        }
    }

    /// What a reservation may find out of date.
    List<Lapse> lapses(Terms terms, Limits limits, long now) {
        Stream<Lapse> buckets = buckets(terms, limits).stream().map(bucket -> bucket.lapse(now));
        return Stream.concat(buckets, Stream.of(Generations.lapse(epochs.epoch(now))))
                .toList();
    }

    /// The buckets that a demand may go into.
    private static List<Bucket> buckets(Terms terms, Limits limits) {
        return terms.claim()
                .map(claim -> SharedBuckets.of(limits, claim).all())
                .orElseGet(() -> List.of(Buckets.requests(limits), Buckets.tokens(limits)));
    }

    /// The most tokens that one demand can ever reserve of a minute, however idle the item is; [Long#MAX_VALUE] without
    /// such a limit.
    static long mostTokens(Terms terms) {
        Limits limits = terms.share();
        if (limits.tokensPerMinute() == 0) {
            return Long.MAX_VALUE;
        }
        return terms.claim()
                .map(claim -> SharedBuckets.of(limits, claim).tokens().most())
                .orElseGet(() -> Buckets.tokens(limits).capacity());
    }

    /// The image to bet on when nothing is known of an item: in use, in the current windows, with room.
    Image steady(long now) {
        return new Image(Map.of(
                Attributes.REQUEST_BUCKET,
                now,
                Attributes.TOKEN_BUCKET,
                now,
                Attributes.EPOCH,
                epochs.epoch(now),
                Attributes.IN_FLIGHT,
                0L,
                Attributes.DAY,
                Clocks.day(now),
                Attributes.DAY_TOKENS,
                0L,
                Attributes.MONTH,
                Clocks.month(now),
                Attributes.MONTH_MICRO_USD,
                0L));
    }

    /// @param limits those that counted when it was written
    Reservation reservation(Reserving.Asked asked, Limits limits, Planned.Go go, Image after) {
        Set<LimitName> overlooked = go.overlooked();
        return new Reservation(
                asked.key(),
                overlooked.contains(LimitName.TOKENS_PER_MINUTE) ? limits.with(LimitName.TOKENS_PER_MINUTE, 0) : limits,
                asked.demand(),
                after.orZero(Attributes.TOKEN_BUCKET),
                after.orZero(Attributes.DAY),
                after.orZero(Attributes.MONTH),
                after.orZero(Attributes.EPOCH),
                overlooked,
                go.room(),
                go.room() instanceof Room.Guaranteed(String bucket, int _) ? after.orZero(bucket) : 0,
                asked.nanos(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
