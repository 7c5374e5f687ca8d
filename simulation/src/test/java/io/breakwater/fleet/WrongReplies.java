package io.breakwater.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Client;
import io.breakwater.call.DataPlane;
import io.breakwater.call.Heartbeat;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.Served;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Planted bugs in what callers and operators are told: wrong clients, responders, events, keep-alives.
final class WrongReplies {
    static Variant tellsEndingsTwice() {
        return WrongPorts.of((ports, _) -> WrongPorts.withEvents(ports, event -> {
            ports.events().accept(event);
            if (event instanceof GatewayEvent.RequestEnded ended && ended.status() >= 500) {
                ports.events().accept(event);
            }
        }));
    }

    static Variant answersTwice() {
        return new Variant() {
            @Override
            public Client client(Client client) {
                return new PassingClient(client) {
                    @Override
                    public void reply(ApiReply reply) throws IOException {
                        super.reply(reply);
                        if (reply.status() == 503) {
                            super.reply(reply);
                        }
                    }
                };
            }
        };
    }

    static Variant logsNoCostOfFailures() {
        return WrongPorts.of((ports, _) -> WrongPorts.withEvents(
                ports,
                event -> ports.events()
                        .accept(
                                event instanceof GatewayEvent.RequestEnded ended && ended.status() >= 500
                                        ? free(ended)
                                        : event)));
    }

    private static GatewayEvent free(GatewayEvent.RequestEnded ended) {
        return new GatewayEvent.RequestEnded(
                ended.requestId(),
                ended.at(),
                ended.tenant(),
                ended.alias(),
                ended.status(),
                ended.ending(),
                ended.limit(),
                ended.cause(),
                Served.nobody(ended.served().attempts()),
                ended.took());
    }

    static Variant noRetryAfter() {
        return refusals(reply -> {
            Map<String, String> headers = new TreeMap<>(reply.headers());
            headers.remove("retry-after");
            return new ApiReply(reply.status(), headers, reply.body());
        });
    }

    static Variant noHeartbeat() {
        return WrongPorts.of((ports, _) -> new DataPlane.Ports(
                ports.ledgers(),
                ports.own(),
                ports.targets(),
                ports.transport(),
                ports.events(),
                ports.clock(),
                ports.pause(),
                Heartbeat.NONE,
                ports.random(),
                ports.parallel()));
    }

    static Variant swallowsErrors() {
        return without(FleetDialect.Heard::breaks);
    }

    static Variant sendsNoEnd() {
        return without(FleetDialect.Heard::closes);
    }

    static Variant retryAtOnce() {
        return refusals(reply -> with(reply, "retry-after", "0"));
    }

    static Variant retryTomorrow() {
        return refusals(reply -> with(reply, "retry-after", "86400"));
    }

    static Variant plainWords() {
        return refusals(
                reply -> new ApiReply(reply.status(), reply.headers(), "busy".getBytes(StandardCharsets.UTF_8)));
    }

    static Variant retryInASecond() {
        return refusals(reply -> with(reply, "retry-after", "1"));
    }

    static Variant tellsNoFailures() {
        return WrongPorts.of((ports, _) -> WrongPorts.withEvents(ports, event -> {
            if (!(event instanceof GatewayEvent.RequestEnded ended) || ended.status() < 500) {
                ports.events().accept(event);
            }
        }));
    }

    private static Variant refusals(UnaryOperator<ApiReply> wrong) {
        return new Variant() {
            @Override
            public Responder responder(Responder responder) {
                return new WrongRefusals(responder, wrong);
            }
        };
    }

    private static Variant without(Predicate<FleetDialect.Heard> lost) {
        return new Variant() {
            @Override
            public Client client(Client client) {
                return without(client, lost);
            }
        };
    }

    private static ApiReply with(ApiReply reply, String header, String value) {
        return reply.with(Map.of(header, value));
    }

    /// Delivers to the client all frames except those of this meaning, in any dialect.
    private static Client without(Client client, Predicate<FleetDialect.Heard> lost) {
        return new PassingClient(client) {
            @Override
            public void send(List<Frame> frames) throws IOException {
                super.send(frames.stream().filter(frame -> !heard(frame, lost)).toList());
            }
        };
    }

    private static boolean heard(Frame frame, Predicate<FleetDialect.Heard> what) {
        return Stream.of(FleetDialect.values())
                .flatMap(dialect -> dialect.heard(frame).stream())
                .anyMatch(what);
    }

    /// Changes refusals on their way to the client.
    private record WrongRefusals(Responder responder, UnaryOperator<ApiReply> change) implements Responder {
        @Override
        public ApiReply whole(ObjectNode answer, Answered answered) {
            return responder.whole(answer, answered);
        }

        @Override
        public AnswerStream stream(Answered answered) {
            return responder.stream(answered);
        }

        @Override
        public ApiReply refuse(Refusal refusal, String requestId) {
            return change.apply(responder.refuse(refusal, requestId));
        }
    }

    private WrongReplies() {}
}
