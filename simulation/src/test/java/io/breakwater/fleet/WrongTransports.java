package io.breakwater.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.model.Target;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Transports of planted bugs: calls that are made wrongly, or whose results are misunderstood.
final class WrongTransports {
    static Variant transportRetries() {
        return WrongPorts.calls((target, request, limits, transport) -> {
            Attempted first = transport.call(target, request, limits);
            return first instanceof Attempted.Failed(Outcome.ServerFault())
                            || first instanceof Attempted.Failed(Outcome.Overloaded _)
                    ? transport.call(target, request, limits)
                    : first;
        });
    }

    static Variant failsOverOn400() {
        return WrongPorts.answers(result -> result instanceof Attempted.Failed(Outcome.Rejected _)
                ? new Attempted.Failed(new Outcome.ServerFault())
                : result);
    }

    static Variant everyRefusalIsDoubtful() {
        return WrongPorts.answers(result -> result instanceof Attempted.Failed(Outcome.InputTooLong(String message))
                ? new Attempted.Failed(new Outcome.Doubtful(message))
                : result);
    }

    static Variant takesAnAccountsRefusalForTheRequests() {
        return WrongPorts.answers(result -> result instanceof Attempted.Failed(Outcome.Doubtful(String message, var _))
                ? new Attempted.Failed(new Outcome.Rejected(message))
                : result);
    }

    static Variant takesAMinuteForADay() {
        return WrongPorts.answers(result -> result instanceof Attempted.Failed(Outcome.Throttled _)
                ? new Attempted.Failed(new Outcome.QuotaSpent())
                : result);
    }

    static Variant scattersConversations() {
        return WrongPorts.of((ports, copy) -> WrongPorts.withTransport(ports, (target, request, limits, transport) -> {
            List<Target> all = copy.targetsLike(target);
            return transport.call(all.get(ports.random().nextInt(all.size())), request, limits);
        }));
    }

    static Variant blamesTheTargetForAShortTime() {
        return WrongPorts.calls((target, request, limits, transport) -> transport.call(
                target, request, new CallLimits(ofTheModel(limits.answer()), limits.idle(), ofTheModel(limits.end()))));
    }

    static Variant cutsTheLastChance() {
        TimeLimit usual = new TimeLimit(RoutingRules.DEFAULT.firstToken(), TimeLimit.Owner.FIRST_TOKEN);
        return WrongPorts.calls((target, request, limits, transport) -> transport.call(
                target, request, new CallLimits(usual.orSooner(limits.answer()), limits.idle(), limits.end())));
    }

    static Variant waitsOutAHang() {
        return WrongPorts.calls((target, request, limits, transport) -> transport.call(
                target,
                request,
                new CallLimits(
                        limits.answer().owner() == TimeLimit.Owner.CALLER ? limits.answer() : limits.end(),
                        limits.idle(),
                        limits.end())));
    }

    static Variant forgetsToldWaits() {
        return WrongPorts.answers(result -> result instanceof Attempted.Failed(Outcome.Overloaded _)
                ? new Attempted.Failed(new Outcome.Overloaded(Optional.empty()))
                : result);
    }

    static Variant takesNoSessionForARefusal() {
        return WrongPorts.answers(result -> result instanceof Attempted.Failed(Outcome.NoCredentials(String why, var _))
                ? new Attempted.Failed(new Outcome.BadCredentials(why, false))
                : result);
    }

    static Variant ignoresTheDeadline() {
        return WrongPorts.of((ports, _) -> {
            TimeLimit hour = new TimeLimit(Duration.ofMinutes(10), TimeLimit.Owner.ENVIRONMENT);
            return WrongPorts.withTransport(
                    ports,
                    (target, request, limits, transport) ->
                            transport.call(target, request, new CallLimits(hour, hour, hour)));
        });
    }

    static Variant losesUsage() {
        return WrongPorts.answers(result -> result instanceof Attempted.Whole(ObjectNode answer, var _, var _)
                ? new Attempted.Whole(answer, TokenUsage.NONE)
                : result);
    }

    static Variant takesATimeoutForARefusal() {
        return WrongPorts.answers(result -> result instanceof Attempted.Failed(Outcome.TooSlow _)
                ? new Attempted.Failed(new Outcome.Unreachable("timed out"))
                : result);
    }

    static Variant mixesUpAnswers() {
        return WrongPorts.of((ports, _) -> {
            List<Attempted.Whole> before = new ArrayList<>();
            return WrongPorts.withTransport(ports, (target, request, limits, transport) -> {
                Attempted result = transport.call(target, request, limits);
                if (!(result instanceof Attempted.Whole whole)) {
                    return result;
                }
                before.add(whole);
                return before.get(Math.max(0, before.size() - (before.size() % 7 == 0 ? 2 : 1)));
            });
        });
    }

    static Variant logsThePrompt() {
        return WrongPorts.calls((target, request, limits, transport) -> {
            Attempted result = transport.call(target, request, limits);
            return result instanceof Attempted.Failed(Outcome.Unreachable _)
                    ? new Attempted.Failed(new Outcome.Unreachable(
                            "cannot send " + request.body().json()))
                    : result;
        });
    }

    static Variant takesAThrottleForAFailure() {
        return WrongPorts.answers(result -> result instanceof Attempted.Failed(Outcome.Throttled _)
                ? new Attempted.Failed(new Outcome.ServerFault())
                : result);
    }

    static Variant takesOverloadForAFailure() {
        return WrongPorts.answers(result -> result instanceof Attempted.Failed(Outcome.Overloaded _)
                ? new Attempted.Failed(new Outcome.ServerFault())
                : result);
    }

    static Variant halfTheOutput() {
        return WrongPorts.answers(result ->
                result instanceof Attempted.Whole(ObjectNode answer, TokenUsage usage, var _)
                        ? new Attempted.Whole(answer, TokenUsage.of(usage.input(), usage.output() / 2))
                        : result);
    }

    static Variant emptiesAnAnswer() {
        return WrongPorts.answers(
                result -> result instanceof Attempted.Whole(ObjectNode answer, TokenUsage usage, var _)
                        ? new Attempted.Whole(WrongStreams.emptied(answer), usage)
                        : result);
    }

    private static TimeLimit ofTheModel(TimeLimit limit) {
        return new TimeLimit(limit.length(), TimeLimit.Owner.WHOLE);
    }

    private WrongTransports() {}
}
