package io.breakwater.fleet;

import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The plan of one run: the same plan gives the same run, bit by bit.
///
/// @param length how long requests arrive
record FleetPlan(
        long seed,
        Duration length,
        Topology topology,
        List<Quota> quotas,
        List<Load> loads,
        Shape shape,
        List<FaultSpan> faults) {

    private static final double FEW_PER_SECOND = 10.1;

    FleetPlan {
        quotas = List.copyOf(quotas);
        loads = List.copyOf(loads);
        faults = List.copyOf(faults);
    }

    /// What Bedrock allows a target, whatever the gateway believes.
    ///
    /// @param slots how many answers it makes at the same time
    record Quota(RoutedTarget target, Capacity perMinute, int slots) {}

    /// The requests of one tenant for one alias.
    ///
    /// @param perSecond how many requests arrive a second, answered or not; 0 if users wait for their
    /// answers
    /// @param users how many users send the next request after the previous one has ended, after a
    /// pause of `1 / perSecond`
    /// @param patience the caller's deadline, for a whole answer or the first content of a stream
    /// @param maxTokens the caller's bound; 0 for none
    /// @param retries how many times the client's SDK retries
    /// @param maxWait how long its requests may wait for room, if it says so
    record Load(
            Tenant tenant,
            Alias alias,
            double perSecond,
            int users,
            double streamed,
            long inputTokens,
            double outputMedian,
            long maxTokens,
            Duration patience,
            int retries,
            Texts texts,
            Optional<Duration> maxWait) {

        /// Requests that say nothing of waiting.
        Load(
                Tenant tenant,
                Alias alias,
                double perSecond,
                int users,
                double streamed,
                long inputTokens,
                double outputMedian,
                long maxTokens,
                Duration patience,
                int retries,
                Texts texts) {
            this(
                    tenant,
                    alias,
                    perSecond,
                    users,
                    streamed,
                    inputTokens,
                    outputMedian,
                    maxTokens,
                    patience,
                    retries,
                    texts,
                    Optional.empty());
        }

        /// Prompts of one length, and answers of lengths that are spread as usual.
        Load(
                Tenant tenant,
                Alias alias,
                double perSecond,
                int users,
                double streamed,
                long inputTokens,
                double outputMedian,
                long maxTokens,
                Duration patience,
                int retries) {
            this(
                    tenant,
                    alias,
                    perSecond,
                    users,
                    streamed,
                    inputTokens,
                    outputMedian,
                    maxTokens,
                    patience,
                    retries,
                    Texts.MARKS);
        }

        /// The same in conversations, at the same rate of requests.
        Load talking(int turns) {
            Texts talked = new Texts(texts.inputSigma(), texts.outputSigma(), texts.written(), turns, texts.dialect());
            return with(tenant, perSecond / turns, talked, maxWait);
        }

        /// The same of a tenant under other terms, whose requests say how long they wait.
        Load of(Tenant other, Optional<Duration> longest) {
            return with(other, perSecond, texts, longest);
        }

        /// The same at another rate.
        Load at(double rate) {
            return with(tenant, rate, texts, maxWait);
        }

        private Load with(Tenant other, double rate, Texts what, Optional<Duration> longest) {
            return new Load(
                    other,
                    alias,
                    rate,
                    users,
                    streamed,
                    inputTokens,
                    outputMedian,
                    maxTokens,
                    patience,
                    retries,
                    what,
                    longest);
        }

        /// How many requests come a second, in conversations or not, if all are answered at once.
        double requestsPerSecond() {
            return perSecond * Math.max(1, users) * Math.max(1, texts.turns());
        }
    }

    /// How lengths are spread, lognormally around their medians, and what prompts are made of.
    ///
    /// @param inputSigma 0 if all prompts have the same length
    /// @param written whether a prompt really has its length; if not, it is only a mark
    /// @param turns how many turns a conversation over a cached prefix has; 0 for
    /// no conversations
    /// @param dialect the dialect of the requests
    record Texts(double inputSigma, double outputSigma, boolean written, int turns, FleetDialect dialect) {
        static final Texts MARKS = new Texts(0, 0.7, false);

        Texts(double inputSigma, double outputSigma, boolean written) {
            this(inputSigma, outputSigma, written, 0, FleetDialect.CHAT);
        }

        /// The same in another dialect.
        Texts in(FleetDialect other) {
            return new Texts(inputSigma, outputSigma, written, turns, other);
        }
    }

    /// The shape of the fleet.
    ///
    /// @param copies the most copies
    /// @param each how many requests one copy serves at the same time; 1 for a Lambda environment
    /// @param warm how many copies exist from the start
    record Shape(int copies, int each, int warm) {}

    /// The targets of the first tier.
    List<Target> firstTier() {
        return topology.routes().values().stream()
                .flatMap(route -> route.tiers().getFirst().targets().stream())
                .map(RoutedTarget::target)
                .toList();
    }

    /// When the first fault begins, since the start; the start if there is none.
    Duration firstFault() {
        return faults.stream().map(FaultSpan::from).min(Duration::compareTo).orElse(Duration.ZERO);
    }

    /// When the last one ends.
    Duration lastFaultEnds() {
        return faults.stream().map(FaultSpan::until).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /// Whether a fault of this kind is among those that are played.
    boolean has(FleetFault kind) {
        return faults.stream().anyMatch(fault -> fault.kind() == kind);
    }

    /// Whether the copies' clocks differ by more than milliseconds.
    boolean clocksDiffer() {
        return has(FleetFault.CLOCK_SKEW) || has(FleetFault.CLOCK_JUMP);
    }

    /// Whether the store fails now and then, so that copies admit by themselves what no ledger shows.
    boolean storeFails() {
        return faults.stream().anyMatch(fault -> fault.kind().scope() == FleetFault.Scope.STORE);
    }

    /// Whether so few requests come that few calls are under way before all copies know of a fault.
    boolean isSlow() {
        return perSecond() <= FEW_PER_SECOND;
    }

    /// The most requests of all tenants together.
    double perSecond() {
        return loads.stream().mapToDouble(Load::requestsPerSecond).sum();
    }

    /// The same with other faults.
    FleetPlan with(List<FaultSpan> others) {
        return new FleetPlan(seed, length, topology, quotas, loads, shape, others);
    }

    /// The same with a longer or shorter length.
    FleetPlan longer(Duration more) {
        return new FleetPlan(seed, length.plus(more), topology, quotas, loads, shape, faults);
    }

    /// The same with fewer loads.
    FleetPlan withLoads(List<Load> fewer) {
        return new FleetPlan(seed, length, topology, quotas, fewer, shape, faults);
    }
}
