package io.breakwater.fleet;

import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.Topology;
import java.time.Duration;
import java.util.List;

/// One run, before it begins: the same plan gives the same run, bit by bit.
///
/// @param length for which requests arrive
record FleetPlan(
        long seed,
        Duration length,
        Topology topology,
        List<Quota> quotas,
        List<Load> loads,
        Shape shape,
        List<FaultSpan> faults) {

    FleetPlan {
        quotas = List.copyOf(quotas);
        loads = List.copyOf(loads);
        faults = List.copyOf(faults);
    }

    /// What Bedrock allows a target, whatever the gateway believes.
    ///
    /// @param slots answers that it makes at the same time
    record Quota(RoutedTarget target, Capacity perMinute, int slots) {}

    /// Who sends what.
    ///
    /// @param perSecond how many requests arrive, whatever becomes of them; 0 where users wait for their answers
    /// @param users who send the next request when the one before has ended, after a while of `perSecond`'s inverse
    /// @param patience of the caller, for a whole answer or the first content of a stream
    /// @param maxTokens that the caller names; 0 for none
    /// @param retries of the client's SDK
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
            Texts texts) {

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
            return new Load(
                    tenant,
                    alias,
                    perSecond / turns,
                    users,
                    streamed,
                    inputTokens,
                    outputMedian,
                    maxTokens,
                    patience,
                    retries,
                    new Texts(texts.inputSigma(), texts.outputSigma(), texts.written(), turns, texts.dialect()));
        }

        /// The same at another rate.
        Load at(double rate) {
            return new Load(
                    tenant,
                    alias,
                    rate,
                    users,
                    streamed,
                    inputTokens,
                    outputMedian,
                    maxTokens,
                    patience,
                    retries,
                    texts);
        }
    }

    /// How lengths are spread, lognormally around their medians, and what prompts are made of.
    ///
    /// @param inputSigma 0 where each prompt has the same length
    /// @param written whether a prompt is as long as it counts; else it is a mark alone
    /// @param turns of each conversation over a cached prefix, in chat completions; 0 where there are none
    /// @param dialect in which they are written
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

    /// What the fleet is made of.
    ///
    /// @param copies at most
    /// @param each requests that one copy serves at the same time; 1 for a Lambda environment
    /// @param warm how many are there from the start
    record Shape(int copies, int each, int warm) {}

    /// The same with other faults.
    FleetPlan with(List<FaultSpan> others) {
        return new FleetPlan(seed, length, topology, quotas, loads, shape, others);
    }

    /// The same for longer, or for less long.
    FleetPlan longer(Duration more) {
        return new FleetPlan(seed, length.plus(more), topology, quotas, loads, shape, faults);
    }

    /// The same with fewer tenants that send anything.
    FleetPlan withLoads(List<Load> fewer) {
        return new FleetPlan(seed, length, topology, quotas, fewer, shape, faults);
    }
}
