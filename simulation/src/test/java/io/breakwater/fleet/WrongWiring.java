package io.breakwater.fleet;

import io.breakwater.call.DataPlane;
import io.breakwater.call.Gateway;
import io.breakwater.call.InputEstimates;
import io.breakwater.call.LearnedBounds;
import io.breakwater.call.Pause;
import io.breakwater.call.Preparation;
import io.breakwater.call.Wakeup;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.routing.Availability;
import io.breakwater.routing.Headroom;
import io.breakwater.routing.HealthBoard;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.PassingBoard;
import io.breakwater.routing.Planner;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// Planted bugs between the real parts: a copy is assembled of the right parts with a wrong one in between.
final class WrongWiring {
    static Variant wakesTooEarly() {
        return WrongPorts.of((ports, _) -> new DataPlane.Ports(
                ports.ledgers(),
                ports.own(),
                ports.targets(),
                ports.transport(),
                ports.events(),
                ports.clock(),
                new HurriedPause(ports.pause()),
                ports.heartbeat(),
                ports.random(),
                ports.parallel()));
    }

    /// Ends the waits for reserved room too early.
    private record HurriedPause(Pause right) implements Pause {
        @Override
        public void pause(Duration duration) throws InterruptedException {
            right.pause(duration.dividedBy(10));
        }

        @Override
        public boolean pause(Duration longest, Wakeup wakeup) throws InterruptedException {
            return right.pause(longest, wakeup);
        }
    }

    static Variant claimsBeforeThereIsRoom() {
        return health(ClaimingEarly::new);
    }

    static Variant learnsNothingOfARefusedProbe() {
        return health(DeafToRefusals::new);
    }

    static Variant countsA400AsFailure() {
        return health(BlamingForRequests::new);
    }

    static Variant plansWhatIsTooLarge() {
        return assembled(health -> health, WithoutLargest::new);
    }

    private static Variant health(UnaryOperator<HealthBoard> wrong) {
        return assembled(wrong, headroom -> headroom);
    }

    private static Variant assembled(UnaryOperator<HealthBoard> health, UnaryOperator<Headroom> headroom) {
        return new Variant() {
            @Override
            public DataPlane plane(DataPlane.Ports ports, DataPlane.Rules rules) {
                Gateway.Parts real = DataPlane.of(ports, rules).parts();
                HealthBoard board = health.apply(real.health());
                Planner planner = new Planner(board, headroom.apply(real.targets()), ports.random());
                return new DataPlane(with(real, board, planner, ports, rules));
            }
        };
    }

    private static Gateway.Parts with(
            Gateway.Parts real, HealthBoard health, Planner planner, DataPlane.Ports ports, DataPlane.Rules rules) {
        return new Gateway.Parts(
                new Preparation(
                        rules.topology(),
                        planner,
                        new InputEstimates(ModelBody::inputTokens),
                        new LearnedBounds(ports.ledgers())),
                real.tenants(),
                real.targets(),
                planner,
                health,
                real.transport(),
                real.rules(),
                real.events(),
                real.clock(),
                real.pause(),
                real.heartbeat(),
                real.wholeAnswers(),
                real.random(),
                real.shown(),
                real.parallel());
    }

    /// Claims a target's probe as soon as a request asks whether the target may be used.
    private static final class ClaimingEarly extends PassingBoard {
        ClaimingEarly(HealthBoard board) {
            super(board);
        }

        @Override
        public Availability availability(Target target, Instant now) {
            Availability seen = board.availability(target, now);
            return seen instanceof Availability.Probe && board.claimProbe(target, now)
                    ? new Availability.Ready()
                    : seen;
        }
    }

    /// Hears nothing of a refusal of the request, nor of a throttle.
    private static final class DeafToRefusals extends PassingBoard {
        DeafToRefusals(HealthBoard board) {
            super(board);
        }

        @Override
        public Availability observe(Target target, Verdict verdict) {
            return switch (verdict.outcome()) {
                case Outcome.Rejected _, Outcome.InputTooLong _, Outcome.Throttled _ ->
                    board.availability(target, verdict.ended());
                case Outcome _ -> board.observe(target, verdict);
            };
        }
    }

    /// Takes a refusal of the request for a failure of its target; the request itself goes on as it should.
    private static final class BlamingForRequests extends PassingBoard {
        BlamingForRequests(HealthBoard board) {
            super(board);
        }

        @Override
        public Availability observe(Target target, Verdict verdict) {
            Verdict read = verdict.outcome() instanceof Outcome.Rejected
                    ? new Verdict(new Outcome.ServerFault(), verdict.begun(), verdict.ended(), verdict.place())
                    : verdict;
            return board.observe(target, read);
        }
    }

    /// Does not say how much a target can ever take.
    private record WithoutLargest(Headroom headroom) implements Headroom {
        @Override
        public LedgerStatus of(RoutedTarget target, Instant now) {
            return headroom.of(target, now);
        }

        @Override
        public long leftPerMillion(RoutedTarget target, Instant now) {
            return headroom.leftPerMillion(target, now);
        }
    }

    private WrongWiring() {}
}
