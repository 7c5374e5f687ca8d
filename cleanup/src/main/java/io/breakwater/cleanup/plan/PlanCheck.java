package io.breakwater.cleanup.plan;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Judgement;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.OwnStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a plan may be applied: checks first the plan itself, then compares it with what exists now.
/// It is all or nothing.
public record PlanCheck(RemovalPlan plan, ApplyRequest order) {

    /// The result of the check.
    public sealed interface Verdict {}

    /// Everything may be removed.
    ///
    /// @param present what is still there, in order
    /// @param gone what is gone already
    public record Open(List<FoundResource> present, List<PlanItem> gone) implements Verdict {
        public Open {
            present = List.copyOf(present);
            gone = List.copyOf(gone);
        }
    }

    /// Nothing may be removed.
    public record Closed(String why) implements Verdict {}

    /// The reason if the plan may not be applied, whatever exists now.
    public Optional<String> refusal(Instant now) {
        return Stream.of(elsewhere(), ofOtherThings(), tooOld(now), tooMuch(), order.wrongWords())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// Compares every item with what exists now.
    ///
    /// @param traffic the recent requests to the API
    public Verdict against(Scan now, RecentTraffic traffic) {
        Optional<String> closed = Stream.of(changing(now), busy(now, traffic))
                .flatMap(Optional::stream)
                .findFirst();
        return closed.<Verdict>map(Closed::new).orElseGet(() -> items(now));
    }

    private Verdict items(Scan now) {
        List<FoundResource> present = new ArrayList<>();
        List<PlanItem> gone = new ArrayList<>();
        for (PlanItem item : plan.items()) {
            Optional<Judgement> judgement = now.judged().stream()
                    .filter(candidate -> item.isAbout(candidate.found()))
                    .findFirst();
            Optional<String> changed = judgement.flatMap(found -> changed(item, found));
            if (changed.isPresent()) {
                return new Closed(changed.get() + "; nothing was removed, make a new plan");
            }
            judgement.ifPresentOrElse(found -> present.add(found.found()), () -> gone.add(item));
        }
        return new Open(present, gone);
    }

    private static Optional<String> changed(PlanItem item, Judgement judgement) {
        return switch (judgement) {
            case Judgement.Own own ->
                own.found().fingerprint().equals(item.fingerprint())
                        ? Optional.empty()
                        : Optional.of(item + " has changed since the plan was made");
            case Judgement.Alive alive -> Optional.of(item + " is in use by the stack " + alive.stack());
            case Judgement.Doubtful _, Judgement.Foreign _ ->
                Optional.of(item + " is not proven to be this environment's");
        };
    }

    private Optional<String> elsewhere() {
        RemovalPlan ours = new RemovalPlan(
                order.naming().environment(),
                order.naming().stackId(),
                order.naming().home().account() + "/" + order.naming().home().region(),
                plan.made(),
                plan.items());
        return plan.equals(ours)
                ? Optional.empty()
                : Optional.of("the plan is for %s of %s, not for %s of %s; make one with plan --env %s"
                        .formatted(
                                plan.environment(), plan.home(), ours.environment(), ours.home(), ours.environment()));
    }

    private Optional<String> ofOtherThings() {
        return plan.items().stream()
                .filter(item -> !order.subject().has(item.kind()))
                .findFirst()
                .map(item -> "the plan has " + item + ", which this command does not remove; name the plan it made");
    }

    private Optional<String> tooOld(Instant now) {
        boolean fresh = !plan.made().isAfter(now)
                && !plan.made().plus(RemovalPlan.LONGEST).isBefore(now);
        return fresh
                ? Optional.empty()
                : Optional.of(
                        "the plan was made at %s, and one is good for an hour; make a new one".formatted(plan.made()));
    }

    private Optional<String> tooMuch() {
        return plan.items().size() <= order.most()
                ? Optional.empty()
                : Optional.of("the plan removes %d resources, and %d are allowed; look at it, then raise --most"
                        .formatted(plan.items().size(), order.most()));
    }

    private static Optional<String> changing(Scan now) {
        return now.stacks().stream()
                .filter(OwnStack::changing)
                .findFirst()
                .map(stack -> "the stack %s in %s is being changed (%s): run this again when that has ended"
                        .formatted(stack.name(), stack.place(), stack.status()));
    }

    /// Production is not removed while it is in use.
    private Optional<String> busy(Scan now, RecentTraffic traffic) {
        return order.guarded()
                ? switch (traffic) {
                    case RecentTraffic.Seen(long requests)
                    when requests > 0 ->
                        Optional.of("the API answered %d requests in the last %d minutes: stop its callers first"
                                .formatted(requests, RecentTraffic.WINDOW.toMinutes()));
                    case RecentTraffic.Unreadable(String reason)
                    when now.has(Kind.REST_API) ->
                        Optional.of("cannot tell whether the API is in use: " + reason
                                + "; let the caller read CloudWatch's metrics");
                    case RecentTraffic.Seen _, RecentTraffic.Unreadable _, RecentTraffic.NoMetric _ -> Optional.empty();
                }
                : Optional.empty();
    }
}
