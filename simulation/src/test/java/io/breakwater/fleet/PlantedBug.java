package io.breakwater.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Attempted;
import io.breakwater.call.Client;
import io.breakwater.call.DataPlane;
import io.breakwater.call.Heartbeat;
import io.breakwater.call.ModelRequest;
import io.breakwater.call.ModelStream;
import io.breakwater.call.ModelTransport;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.body.ConverseEvents;
import io.breakwater.dialect.body.ModelEvent;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.FailMode;
import io.breakwater.model.LimitName;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.routing.CallLimits;
import io.breakwater.routing.Drain;
import io.breakwater.routing.DrainStore;
import io.breakwater.routing.HealthStore;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.RoutingRules;
import io.breakwater.routing.TargetStores;
import io.breakwater.routing.TimeLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The gateway with one bug: a real part that is wrong, or a wrong port below the real parts. Each bug
/// names the property that finds it and a seed with which the property does.
enum PlantedBug implements Variant {
    SETTLES_TWICE(Property.I6, 1, "a settlement is written twice") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withLedgers(ports, (key, write, store) -> {
                WriteResult result = store.write(key, write);
                return settles(write) ? store.write(key, unguarded(write)) : result;
            });
        }
    },
    REPEATS_WHAT_WAS_NOT_ANSWERED(Property.I6, 9, "a settlement whose answer was lost is written again") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withLedgers(ports, (key, write, store) -> {
                WriteResult result = store.write(key, write);
                return settles(write) && result instanceof WriteResult.Unknown
                        ? store.write(key, unguarded(write))
                        : result;
            });
        }
    },
    FORGETS_SETTLEMENTS(Property.I6, 1, "one settlement in ten is left out") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            int[] count = new int[1];
            return withLedgers(
                    ports,
                    (key, write, store) -> settles(write) && ++count[0] % 10 == 0
                            ? new WriteResult.Applied(store.read(key))
                            : store.write(key, write));
        }
    },
    CHECKS_THEN_ADDS(Property.I5, 1, "limits are checked on what was seen, and added without a condition") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withLedgers(
                    ports, (key, write, store) -> store.write(key, settles(write) ? write : unguarded(write)));
        }
    },
    OVERLOOKS_A_SUSPENSION(Property.I14, 4, "nobody looks whether the tenant is suspended") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withLedgers(ports, (key, write, store) -> {
                ConditionalWrite blind = new ConditionalWrite(
                        write.guards().stream()
                                .filter(guard -> !guard.attribute().equals(ItemAttributes.SUSPENDED)
                                        && !guard.attribute().equals(ItemAttributes.AMENDED))
                                .toList(),
                        write.changes());
                return notSuspended(store.write(key, blind));
            });
        }
    },
    EACH_COPY_FOR_ITSELF(Property.F1, 1, "copies tell each other nothing of targets") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withHealth(ports, new OwnTexts());
        }
    },
    FORGETS_HEALTH(Property.F1, 1, "what is known of targets is never read again") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withHealth(ports, new HealthStore() {
                @Override
                public Map<String, String> all() {
                    return Map.of();
                }

                @Override
                public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
                    return new Replaced.Done();
                }
            });
        }
    },
    NEVER_FORGIVES(Property.I19, 7, "what is known of a target is never taken back") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withReplaced(
                    ports,
                    (name, seen, next, store) ->
                            seen.isPresent() ? new HealthStore.Replaced.Done() : store.replace(name, seen, next));
        }
    },
    SIX_ATTEMPTS(Property.I3, 1, "six attempts instead of three") {
        @Override
        public DataPlane.Rules rules(DataPlane.Rules real) {
            return withRouting(
                    real,
                    rules -> new RoutingRules(
                            6,
                            rules.abandoned(),
                            rules.leastTime(),
                            rules.firstToken(),
                            rules.idle(),
                            rules.throttleBackoff()));
        }
    },
    GIVES_UP_TOO_MANY(Property.I3, 1, "four calls may be given up for another") {
        @Override
        public DataPlane.Rules rules(DataPlane.Rules real) {
            return withRouting(
                    real,
                    rules -> new RoutingRules(
                            6, 4, rules.leastTime(), rules.firstToken(), rules.idle(), rules.throttleBackoff()));
        }
    },
    TRANSPORT_RETRIES(Property.I4, 14, "the client below the gateway tries again by itself") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withTransport(ports, (target, request, limits, transport) -> {
                Attempted first = transport.call(target, request, limits);
                return first instanceof Attempted.Failed(Outcome.ServerFault())
                                || first instanceof Attempted.Failed(Outcome.Overloaded _)
                        ? transport.call(target, request, limits)
                        : first;
            });
        }
    },
    FAILS_OVER_ON_400(Property.I8, 7, "a refusal of the request is taken for a failure of the target") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Failed(Outcome.Rejected _)
                            ? new Attempted.Failed(new Outcome.ServerFault())
                            : result);
        }
    },
    EVERY_REFUSAL_IS_DOUBTFUL(Property.I8, 4, "a refusal of the request is tried at another account") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Failed(Outcome.InputTooLong(String message))
                            ? new Attempted.Failed(new Outcome.Doubtful(message))
                            : result);
        }
    },
    TAKES_AN_ACCOUNTS_REFUSAL_FOR_THE_REQUESTS(
            Property.F10, 1, "a refusal in unknown words is told to the caller, and no other account is tried") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Failed(Outcome.Doubtful(String message, var _))
                            ? new Attempted.Failed(new Outcome.Rejected(message))
                            : result);
        }

        @Override
        FleetPlan plan(long of) {
            return as(FleetFault.DOUBTFUL, super.plan(of));
        }
    },
    REFUSES_EVERY_RETRY(Property.F10, 1, "no target has a retry left") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withLedgers(
                    ports,
                    (key, write, store) -> write.guards().stream().anyMatch(PlantedBug::isOfRetries)
                            ? new WriteResult.Refused(withoutRetries(store.read(key)))
                            : store.write(key, write));
        }

        @Override
        FleetPlan plan(long of) {
            return hurried(super.plan(of), Duration.ofSeconds(28), 120);
        }
    },
    NEVER_ASKS_THE_NEXT_TIER(Property.F10, 1, "no lower tier is asked, whatever became of the first") {
        @Override
        public Tenant tenant(Tenant tenant) {
            return with(tenant, tenant.hand(), false, tenant.failMode());
        }

        @Override
        FleetPlan plan(long of) {
            return firstTierDead(Scenario.TARGET_DEAD.plan(of, FLEET, new ScenarioSize(10, 0.4, 2, 3, 0, true)));
        }
    },
    TAKES_A_MINUTE_FOR_A_DAY(Property.F4, 1, "a throttle of the minute closes the day") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Failed(Outcome.Throttled _)
                            ? new Attempted.Failed(new Outcome.QuotaSpent())
                            : result);
        }
    },
    REGION_BY_ACCOUNTS(
            Property.F9, 3, "when a target failed is misread, so no other account of its Region learns of it") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withHealth(ports, new LongAgo(ports.targets().health()));
        }
    },
    SCATTERS_CONVERSATIONS(Property.F11, 1, "each call goes to any target of its model") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withTransport(ports, (target, request, limits, transport) -> {
                List<Target> all = copy.targetsLike(target);
                return transport.call(all.get(ports.random().nextInt(all.size())), request, limits);
            });
        }
    },
    BLAMES_THE_TARGET_FOR_A_SHORT_TIME(Property.F4, 1, "a caller's own limit counts against the target") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withTransport(
                    ports,
                    (target, request, limits, transport) -> transport.call(
                            target,
                            request,
                            new CallLimits(ofTheModel(limits.answer()), limits.idle(), ofTheModel(limits.end()))));
        }

        @Override
        FleetPlan plan(long of) {
            return hurried(Scenario.CALM.plan(of, new FleetPlan.Shape(20, 1, 20), 2), Duration.ofSeconds(4), 400);
        }
    },
    RETRIES_WITHOUT_END(Property.F8, 1, "retries that fail are not counted") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withLedgers(
                    ports, (key, write, store) -> store.write(key, without(write, ItemAttributes.RETRIES::equals)));
        }
    },
    FORGIVES_BROKEN_STREAMS(Property.F1, 1, "a stream that has begun counts as answered, however it ends") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            Streaming streaming = new Streaming(ports.targets().health());
            return withTransport(withHealth(ports, streaming), (target, request, limits, transport) -> {
                Attempted result = transport.call(target, request, limits);
                streaming.began = result instanceof Attempted.Opened;
                return result;
            });
        }

        @Override
        FleetPlan plan(long of) {
            return as(
                    FleetFault.NO_STOP, Scenario.TARGET_DEAD.plan(of, FLEET, new ScenarioSize(10, 0.4, 1, 3, 0, true)));
        }
    },
    TAKES_NO_SESSION_FOR_A_REFUSAL(Property.F4, 1, "an STS that does not answer quarantines its account") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Failed(Outcome.NoCredentials(String why, var _))
                            ? new Attempted.Failed(new Outcome.BadCredentials(why, false))
                            : result);
        }

        @Override
        FleetPlan plan(long of) {
            return Scenario.STS_DOWN.plan(of, new FleetPlan.Shape(20, 1, 20), 2);
        }
    },
    NEVER_PROBES_WHAT_WAS_REFUSED(Property.I19, 7, "no request tries whether a quarantined target is back") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withReplaced(
                    ports,
                    (name, seen, next, store) ->
                            seen.filter(text -> text.startsWith("x1 refused")).isPresent()
                                    ? new HealthStore.Replaced.Other(seen)
                                    : store.replace(name, seen, next));
        }
    },
    ONE_DAY_FOR_ALL_MODELS(Property.F4, 1, "a model's spent day is taken for another's as well") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withHealth(ports, new SharedDay(ports.targets().health()));
        }

        @Override
        FleetPlan plan(long of) {
            FleetPlan plan = as(FleetFault.DAY_SPENT, Scenario.TARGET_DEAD.plan(of, new FleetPlan.Shape(20, 1, 20), 2));
            return plan.with(plan.faults().subList(0, 1));
        }
    },
    IGNORES_THE_DEADLINE(Property.I2, 1, "a call takes as long as it takes") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            TimeLimit hour = new TimeLimit(Duration.ofMinutes(10), TimeLimit.Owner.ENVIRONMENT);
            return withTransport(
                    ports,
                    (target, request, limits, transport) ->
                            transport.call(target, request, new CallLimits(hour, hour, hour)));
        }
    },
    LOSES_USAGE(Property.I7, 1, "the usage of a whole answer is not read") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Whole(ObjectNode answer, var _, var _)
                            ? new Attempted.Whole(answer, TokenUsage.NONE)
                            : result);
        }
    },
    TAKES_A_TIMEOUT_FOR_A_REFUSAL(Property.I7, 1, "a call that was given up is taken for one that never was") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Failed(Outcome.TooSlow _)
                            ? new Attempted.Failed(new Outcome.Unreachable("timed out"))
                            : result);
        }
    },
    INVENTS_AN_END(Property.I10, 12, "a stream that just ends is taken for whole, with a made up usage") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                            ? new Attempted.Opened(new EndedStream(stream))
                            : result);
        }
    },
    MIXES_UP_ANSWERS(Property.I11, 1, "now and then a request gets the answer of the one before") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            List<Attempted.Whole> before = new ArrayList<>();
            return withTransport(ports, (target, request, limits, transport) -> {
                Attempted result = transport.call(target, request, limits);
                if (!(result instanceof Attempted.Whole whole)) {
                    return result;
                }
                before.add(whole);
                return before.get(Math.max(0, before.size() - (before.size() % 7 == 0 ? 2 : 1)));
            });
        }
    },
    LOGS_THE_PROMPT(Property.I12, 7, "the words of a request stand in why a call failed") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withTransport(ports, (target, request, limits, transport) -> {
                Attempted result = transport.call(target, request, limits);
                return result instanceof Attempted.Failed(Outcome.Unreachable _)
                        ? new Attempted.Failed(new Outcome.Unreachable(
                                "cannot send " + request.body().json()))
                        : result;
            });
        }
    },
    TELLS_ENDINGS_TWICE(Property.I1, 1, "the ending of a refused request is told twice") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withEvents(ports, event -> {
                ports.events().accept(event);
                if (event instanceof GatewayEvent.RequestEnded ended && ended.status() >= 500) {
                    ports.events().accept(event);
                }
            });
        }
    },
    ANSWERS_TWICE(Property.I1, 1, "a refusal is sent twice") {
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
    },
    NO_RETRY_AFTER(Property.I15, 1, "a refusal that may be tried again says no time") {
        @Override
        public Responder responder(Responder responder) {
            return new WrongRefusals(responder, reply -> {
                Map<String, String> headers = new TreeMap<>(reply.headers());
                headers.remove("retry-after");
                return new ApiReply(reply.status(), headers, reply.body());
            });
        }
    },
    DOWNGRADES_ANYBODY(Property.I16, 7, "a lower tier answers whoever the tenant is") {
        @Override
        public Tenant tenant(Tenant tenant) {
            return with(tenant, tenant.hand(), true, tenant.failMode());
        }
    },
    OFF_BY_A_FEW(Property.I5, 2, "the minute's limit is three more than it should be") {
        @Override
        public Tenant tenant(Tenant tenant) {
            return with(tenant, LimitName.REQUESTS_PER_MINUTE, tenant.limits().requestsPerMinute(), 1, 3);
        }
    },
    ASKS_THE_STORE_TOO_OFTEN(Property.I17, 1, "each write is followed by three that change nothing") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withLedgers(ports, (key, write, store) -> {
                WriteResult result = store.write(key, write);
                for (int more = 0; more < 3; more++) {
                    store.write(key, new ConditionalWrite(List.of(), List.of()));
                }
                return result;
            });
        }
    },
    HOLDS_FOR_EVER(Property.I18, 9, "what is held is kept in an epoch that never passes") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withLedgers(
                    ports,
                    (key, write, store) -> store.write(
                            key,
                            new ConditionalWrite(
                                    write.guards(),
                                    write.changes().stream()
                                            .map(change -> change instanceof Change.Put(String name, long epoch)
                                                            && name.equals(ItemAttributes.EPOCH)
                                                    ? new Change.Put(name, epoch + 20)
                                                    : change)
                                            .toList())));
        }
    },
    NEVER_READS_DRAINS(Property.F3, 1, "nobody reads what operators have drained") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withTargets(ports, new TargetStores(ports.targets().health(), new DrainStore() {
                @Override
                public List<Drain> all() {
                    return List.of();
                }

                @Override
                public void put(Drain drain) {
                    throw new IllegalStateException("a copy drains nothing");
                }

                @Override
                public boolean remove(String name) {
                    throw new IllegalStateException("a copy drains nothing");
                }
            }));
        }
    },
    TAKES_A_THROTTLE_FOR_A_FAILURE(Property.F4, 1, "a 429 counts against the health of its target") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Failed(Outcome.Throttled _)
                            ? new Attempted.Failed(new Outcome.ServerFault())
                            : result);
        }
    },
    TAKES_OVERLOAD_FOR_A_FAILURE(Property.F4, 1, "an overloaded target counts as one that fails") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Failed(Outcome.Overloaded _)
                            ? new Attempted.Failed(new Outcome.ServerFault())
                            : result);
        }

        @Override
        FleetPlan plan(long of) {
            return withPlaces(super.plan(of), 2);
        }
    },
    NO_HEARTBEAT(Property.F2, 7, "nothing beats while a request waits") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return new DataPlane.Ports(
                    ports.ledgers(),
                    ports.own(),
                    ports.targets(),
                    ports.transport(),
                    ports.events(),
                    ports.clock(),
                    ports.pause(),
                    Heartbeat.NONE,
                    ports.random(),
                    ports.parallel());
        }
    },
    NO_LEAST_TIME(Property.I2, 7, "an attempt is started however little time is left") {
        @Override
        public DataPlane.Rules rules(DataPlane.Rules real) {
            return withRouting(
                    real,
                    rules -> new RoutingRules(
                            rules.attempts(),
                            rules.abandoned(),
                            Duration.ZERO,
                            rules.firstToken(),
                            rules.idle(),
                            rules.throttleBackoff()));
        }
    },
    SWALLOWS_ERRORS(Property.I10, 7, "a stream that broke ends without a word") {
        @Override
        public Client client(Client client) {
            return without(client, FleetDialect.Heard::breaks);
        }
    },
    SENDS_NO_END(Property.I10, 3, "a whole stream has no closing frame") {
        @Override
        public Client client(Client client) {
            return without(client, FleetDialect.Heard::closes);
        }
    },
    A_FEW_MORE_AT_ONCE(Property.I5, 1, "three more requests at once than the limit") {
        @Override
        public Tenant tenant(Tenant tenant) {
            return with(tenant, LimitName.CONCURRENCY, tenant.limits().concurrency(), 1, 3);
        }
    },
    DAY_OF_48_HOURS(Property.I5, 1, "a day has twice its tokens") {
        @Override
        public Tenant tenant(Tenant tenant) {
            return with(tenant, LimitName.TOKENS_PER_DAY, tenant.limits().tokensPerDay(), 2, 0);
        }
    },
    OPEN_TO_ALL_WITHOUT_THE_STORE(Property.I5, 24, "while the store is down everybody is admitted") {
        @Override
        public Tenant tenant(Tenant tenant) {
            return with(tenant, tenant.hand(), tenant.tierFallback(), FailMode.LOCAL);
        }
    },
    ANY_SHARD(Property.I11, 1, "a tenant is served by shards that are not its own") {
        @Override
        public Tenant tenant(Tenant tenant) {
            return with(tenant, Worlds.hand(8), tenant.tierFallback(), tenant.failMode());
        }
    },
    FORGIVES_AT_ONCE(Property.F1, 1, "what is decided of a target is not kept") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withReplaced(ports, (name, seen, next, store) -> store.replace(name, seen, Optional.empty()));
        }
    },
    HALF_THE_OUTPUT(Property.I7, 1, "half of an answer's output is charged") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Whole(ObjectNode answer, TokenUsage usage, var _)
                            ? new Attempted.Whole(answer, TokenUsage.of(usage.input(), usage.output() / 2))
                            : result);
        }
    },
    LOSES_A_STREAMS_USAGE(Property.I7, 1, "a stream's usage is not read") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                            ? new Attempted.Opened(new FreeStream(stream))
                            : result);
        }
    },
    BOOKS_NOTHING(Property.I6, 1, "a settlement frees what was held, and books nothing") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withLedgers(
                    ports,
                    (key, write, store) -> store.write(
                            key,
                            settles(write)
                                    ? new ConditionalWrite(
                                            write.guards(),
                                            write.changes().stream()
                                                    .filter(change ->
                                                            !change.attribute().equals(ItemAttributes.DAY_TOKENS))
                                                    .toList())
                                    : write));
        }
    },
    RETRY_AT_ONCE(Property.I15, 1, "a refusal says to come back after 0 s") {
        @Override
        public Responder responder(Responder responder) {
            return new WrongRefusals(responder, reply -> with(reply, "retry-after", "0"));
        }
    },
    RETRY_TOMORROW(Property.I15, 1, "a refusal that may be tried again says to come back in a day") {
        @Override
        public Responder responder(Responder responder) {
            return new WrongRefusals(responder, reply -> with(reply, "retry-after", "86400"));
        }
    },
    PLAIN_WORDS(Property.I15, 1, "a refusal is no JSON") {
        @Override
        public Responder responder(Responder responder) {
            return new WrongRefusals(
                    responder,
                    reply -> new ApiReply(reply.status(), reply.headers(), "busy".getBytes(StandardCharsets.UTF_8)));
        }
    },
    GOES_ON_ELSEWHERE(Property.I9, 16, "a stream that breaks goes on with what a second call brings") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withTransport(ports, (target, request, limits, transport) -> {
                Attempted result = transport.call(target, request, limits);
                return result instanceof Attempted.Opened(ModelStream stream, var _)
                        ? new Attempted.Opened(new TwoStreams(stream, () -> transport.call(target, request, limits)))
                        : result;
            });
        }
    },
    RETRY_IN_A_SECOND(Property.I20, 2, "whatever has to be waited for, a second is said") {
        @Override
        public Responder responder(Responder responder) {
            return new WrongRefusals(responder, reply -> with(reply, "retry-after", "1"));
        }
    },
    TELLS_NO_FAILURES(Property.I1, 1, "the ending of a request that failed is not told") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withEvents(ports, event -> {
                if (!(event instanceof GatewayEvent.RequestEnded ended) || ended.status() < 500) {
                    ports.events().accept(event);
                }
            });
        }
    },
    LEARNS_NOTHING(Property.F5, 1, "throttles of a quota that nobody has told are not counted") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withLedgers(ports, (key, write, store) -> store.write(key, without(write, LEARNED::contains)));
        }
    },
    NO_RAMP(Property.F6, 1, "that a target has just come back is forgotten") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withHealth(ports, reading(ports, text -> text.matches("x1 failing( \\d+){4} [3-9] .*") ? "" : text));
        }
    },
    FORGETS_SILENCE(Property.F7, 1, "that a stream stands still is not shared") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withReplaced(
                    ports,
                    (name, seen, next, store) ->
                            next.filter(text -> text.startsWith("s4 ")).isPresent()
                                    ? new HealthStore.Replaced.Done()
                                    : store.replace(name, seen, next));
        }
    },
    EMPTIES_AN_ANSWER(Property.I9, 1, "an answer in one piece loses its text") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Whole(ObjectNode answer, TokenUsage usage, var _)
                            ? new Attempted.Whole(emptied(answer), usage)
                            : result);
        }
    },
    EMPTIES_A_STREAM(Property.I9, 1, "a stream's pieces lose their text") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                            ? new Attempted.Opened(new EmptyStream(stream))
                            : result);
        }
    },
    LEAVES_STREAMS_OPEN(Property.I18, 9, "a stream that nobody reads to its end is not closed") {
        @Override
        public DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
            return withAnswers(
                    ports,
                    result -> result instanceof Attempted.Opened(ModelStream stream, var _)
                            ? new Attempted.Opened(new OpenStream(stream))
                            : result);
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> LEARNED = Set.of(
            ItemAttributes.LEARNED_LIMIT,
            ItemAttributes.LEARNED_AT,
            ItemAttributes.LEARNED_SHARE,
            ItemAttributes.THROTTLES_SINCE,
            ItemAttributes.THROTTLES_FROM,
            ItemAttributes.THROTTLES);

    /// Bedrock throttles, and the gateway does not know its quotas.
    private static final ScenarioSize OVERLOADED = new ScenarioSize(3, 1.5, 1, 3, 0, false);

    private final Property property;
    private final long seed;
    private final String meaning;

    PlantedBug(Property property, long seed, String meaning) {
        this.property = property;
        this.seed = seed;
        this.meaning = meaning;
    }

    Property property() {
        return property;
    }

    /// The bug's name in the docs.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Where the bug is looked for: a bug that costs no single request anything shows only in a fleet
    /// under load.
    FleetPlan plan(long of) {
        return switch (property) {
            case F1 -> Scenario.ACCOUNT_DEAD.plan(of, new FleetPlan.Shape(100, 1, 100), 20);
            case F3 -> drained(Scenario.TARGET_DEAD.plan(of, new FleetPlan.Shape(20, 1, 20), 2));
            case F4 -> Scenario.CALM.plan(of, new FleetPlan.Shape(20, 1, 20), OVERLOADED);
            case F5 -> Scenario.QUOTA_CUT.plan(of, FLEET, new ScenarioSize(10, 0.7, 1, 3, 0, false));
            case F6 -> Scenario.TARGET_DEAD.plan(of, FLEET, new ScenarioSize(20, 0.4, 1, 3, 0, true));
            case F7 -> stalled(Scenario.TARGET_DEAD.plan(of, FLEET, new ScenarioSize(20, 0.4, 1, 3, 0, true)));
            case F8 -> mostIsGone(Scenario.BROWN_OUT.plan(of, FLEET, new ScenarioSize(10, 0.8, 1, 3, 0, true)));
            case F9 ->
                Scenario.REGION_LOST
                        .plan(of, new FleetPlan.Shape(100, 1, 100), new ScenarioSize(10, 0.3, 1, 8, 0, true))
                        .longer(Duration.ofMinutes(-3));
            case F10 ->
                Scenario.ACCOUNT_DEAD
                        .plan(of, new FleetPlan.Shape(100, 1, 100), new ScenarioSize(10, 0.4, 1, 3, 0, true))
                        .longer(Duration.ofSeconds(-150));
            case F11 -> Scenario.CONVERSATIONS.plan(of, FLEET, new ScenarioSize(4, 0.4, 1, 2, 0, true));
            case Property _ -> Schedules.of(of);
        };
    }

    private static final FleetPlan.Shape FLEET = new FleetPlan.Shape(300, 1, 300);

    private static ConditionalWrite without(ConditionalWrite write, Predicate<String> attributes) {
        return new ConditionalWrite(
                write.guards().stream()
                        .filter(guard -> !attributes.test(guard.attribute()))
                        .toList(),
                write.changes().stream()
                        .filter(change -> !attributes.test(change.attribute()))
                        .toList());
    }

    /// A health store that reads records of targets wrongly; a record becomes absent if the function
    /// returns an empty text.
    private static HealthStore reading(DataPlane.Ports ports, UnaryOperator<String> wrong) {
        HealthStore store = ports.targets().health();
        return new HealthStore() {
            @Override
            public Map<String, String> all() {
                Map<String, String> read = new TreeMap<>();
                store.all().forEach((name, text) -> {
                    String other = wrong.apply(text);
                    if (!other.isEmpty()) {
                        read.put(name, other);
                    }
                });
                return read;
            }

            @Override
            public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
                return store.replace(name, seen, next);
            }
        };
    }

    /// The same with another fault of the same targets, or of their accounts.
    private static FleetPlan as(FleetFault kind, FleetPlan plan) {
        boolean ofAccounts = kind.scope() == FleetFault.Scope.ACCOUNT;
        return plan.with(plan.faults().stream()
                .map(fault -> new FaultSpan(
                        kind,
                        ofAccounts ? fault.whom().split("/", 2)[0] : fault.whom(),
                        fault.strength(),
                        fault.from(),
                        fault.until()))
                .distinct()
                .toList());
    }

    /// For two and a half minutes, with a tenth of the capacity in the second.
    private static FleetPlan mostIsGone(FleetPlan plan) {
        FaultSpan fault = plan.faults().getFirst();
        return plan.with(List.of(new FaultSpan(fault.kind(), fault.whom(), 0.9, fault.from(), Duration.ofMinutes(2))))
                .longer(Duration.ofSeconds(-210));
    }

    /// All of the first tier fails.
    private static FleetPlan firstTierDead(FleetPlan plan) {
        return plan.with(plan.topology().routes().values().iterator().next().tiers().getFirst().targets().stream()
                .map(target -> new FaultSpan(
                        FleetFault.SERVER_FAULT, target.target().label(), 1, Scenario.from(), Scenario.until()))
                .toList());
    }

    /// Callers who ask for answers of so many tokens in one piece, within this time and once.
    private static FleetPlan hurried(FleetPlan plan, Duration patience, double tokens) {
        return plan.withLoads(plan.loads().stream()
                .map(load -> new FleetPlan.Load(
                        load.tenant(), load.alias(), load.perSecond(), 0, 0, 400, tokens, 512, patience, 0))
                .toList());
    }

    private static TimeLimit ofTheModel(TimeLimit limit) {
        return new TimeLimit(limit.length(), TimeLimit.Owner.WHOLE);
    }

    private static boolean isOfRetries(Guard guard) {
        return guard.attribute().equals(ItemAttributes.RETRIES);
    }

    /// The item as if too many retries had failed.
    private static LedgerItem withoutRetries(LedgerItem item) {
        Map<String, Long> numbers = new HashMap<>(item.numbers());
        numbers.put(ItemAttributes.RETRIES, Long.MAX_VALUE / 2);
        return new LedgerItem(numbers);
    }

    /// The same plan if each target makes this many answers at a time.
    private static FleetPlan withPlaces(FleetPlan plan, int places) {
        return new FleetPlan(
                plan.seed(),
                plan.length(),
                plan.topology(),
                plan.quotas().stream()
                        .map(quota -> new FleetPlan.Quota(quota.target(), quota.perMinute(), places))
                        .toList(),
                plan.loads(),
                plan.shape(),
                plan.faults());
    }

    /// The same plan, except that operators drain the targets that would be dead.
    private static FleetPlan drained(FleetPlan plan) {
        return plan.with(plan.faults().stream()
                .map(fault ->
                        new FaultSpan(FleetFault.DRAIN, fault.whom(), fault.strength(), fault.from(), fault.until()))
                .toList());
    }

    /// The streams of what would be dead stand still.
    private static FleetPlan stalled(FleetPlan plan) {
        return plan.with(plan.faults().stream()
                .map(fault ->
                        new FaultSpan(FleetFault.STALL, fault.whom(), fault.strength(), fault.from(), fault.until()))
                .toList());
    }

    /// The seed with which it is found.
    long seed() {
        return seed;
    }

    String meaning() {
        return meaning;
    }

    /// How a wrong store handles a write.
    private interface Writing {
        WriteResult write(String key, ConditionalWrite write, LedgerStore store);
    }

    private static DataPlane.Ports withLedgers(DataPlane.Ports ports, Writing writing) {
        LedgerStore store = ports.ledgers();
        LedgerStore wrong = new LedgerStore() {
            @Override
            public WriteResult write(String key, ConditionalWrite write) {
                return writing.write(key, write, store);
            }

            @Override
            public LedgerItem read(String key) {
                return store.read(key);
            }
        };
        return new DataPlane.Ports(
                wrong,
                ports.own(),
                ports.targets(),
                ports.transport(),
                ports.events(),
                ports.clock(),
                ports.pause(),
                ports.heartbeat(),
                ports.random(),
                ports.parallel());
    }

    private static DataPlane.Ports withHealth(DataPlane.Ports ports, HealthStore health) {
        return withTargets(ports, new TargetStores(health, ports.targets().drains()));
    }

    /// How a wrong health store handles a change.
    private interface Replacing {
        HealthStore.Replaced replace(String name, Optional<String> seen, Optional<String> next, HealthStore store);
    }

    private static DataPlane.Ports withReplaced(DataPlane.Ports ports, Replacing replacing) {
        HealthStore store = ports.targets().health();
        return withHealth(ports, new HealthStore() {
            @Override
            public Map<String, String> all() {
                return store.all();
            }

            @Override
            public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
                return replacing.replace(name, seen, next, store);
            }
        });
    }

    private static DataPlane.Ports withTargets(DataPlane.Ports ports, TargetStores targets) {
        return new DataPlane.Ports(
                ports.ledgers(),
                ports.own(),
                targets,
                ports.transport(),
                ports.events(),
                ports.clock(),
                ports.pause(),
                ports.heartbeat(),
                ports.random(),
                ports.parallel());
    }

    private static DataPlane.Ports withEvents(DataPlane.Ports ports, Consumer<GatewayEvent> events) {
        return new DataPlane.Ports(
                ports.ledgers(),
                ports.own(),
                ports.targets(),
                ports.transport(),
                events,
                ports.clock(),
                ports.pause(),
                ports.heartbeat(),
                ports.random(),
                ports.parallel());
    }

    private static Tenant with(Tenant tenant, Set<ShardId> hand, boolean lowerTier, FailMode failMode) {
        return new Tenant(
                tenant.id(),
                tenant.plan(),
                tenant.terms(),
                tenant.models(),
                hand,
                tenant.residency(),
                tenant.priority(),
                tenant.maxTokens(),
                lowerTier,
                failMode);
    }

    private static Tenant with(Tenant tenant, LimitName limit, long value, long times, long more) {
        return value == 0
                ? tenant
                : tenant.withTerms(tenant.terms().withLimits(tenant.limits().with(limit, value * times + more)));
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

    private static ObjectNode emptied(ObjectNode told) {
        try {
            return (ObjectNode) JSON.readTree(told.toString().replaceAll(Serving.MARK + "[^\"]*", ""));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a text that is no text: " + told, broken);
        }
    }

    /// Delivers its pieces without their text.
    private record EmptyStream(ModelStream stream) implements ModelStream {
        @Override
        public Piece next() {
            Piece piece = stream.next();
            return piece instanceof Piece.Event(ModelEvent event)
                    ? new Piece.Event(new ModelEvent(event.type(), emptied(event.payload())))
                    : piece;
        }

        @Override
        public void close() {
            stream.close();
        }
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

    /// Stays open, whoever closes it.
    private record OpenStream(ModelStream stream) implements ModelStream {
        @Override
        public Piece next() {
            return stream.next();
        }

        @Override
        public void close() {
            // it stays open until its end is read
        }
    }

    /// Reports that the answer cost nothing.
    private record FreeStream(ModelStream stream) implements ModelStream {
        @Override
        public Piece next() {
            Piece piece = stream.next();
            if (!(piece instanceof Piece.Event(ModelEvent event))
                    || !event.type().equals(ConverseEvents.METADATA)) {
                return piece;
            }
            ObjectNode usage = JsonNodeFactory.instance.objectNode();
            usage.putObject("usage").put("inputTokens", 0).put("outputTokens", 0);
            return new Piece.Event(new ModelEvent(ConverseEvents.METADATA, usage));
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /// Continues with another stream when the first one breaks.
    private static final class TwoStreams implements ModelStream {
        private final Supplier<Attempted> again;
        private ModelStream stream;
        private boolean second;

        TwoStreams(ModelStream stream, Supplier<Attempted> again) {
            this.stream = stream;
            this.again = again;
        }

        @Override
        public Piece next() {
            Piece piece = stream.next();
            if (piece instanceof Piece.Broken && !second) {
                second = true;
                if (again.get() instanceof Attempted.Opened(ModelStream other, var _)) {
                    stream.close();
                    stream = other;
                    return stream.next();
                }
            }
            return piece;
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /// How a wrong transport handles a call.
    private interface Calling {
        Attempted call(Target target, ModelRequest request, CallLimits limits, ModelTransport transport);
    }

    /// The same ports if only the result of a call is wrong.
    private static DataPlane.Ports withAnswers(DataPlane.Ports ports, UnaryOperator<Attempted> wrong) {
        return withTransport(
                ports, (target, request, limits, transport) -> wrong.apply(transport.call(target, request, limits)));
    }

    private static DataPlane.Ports withTransport(DataPlane.Ports ports, Calling calling) {
        ModelTransport transport = ports.transport();
        ModelTransport wrong = new ModelTransport() {
            @Override
            public Attempted call(Target target, ModelRequest request, CallLimits limits) {
                return calling.call(target, request, limits, transport);
            }

            @Override
            public void renewCredentials(Target target, TenantId tenant) {
                transport.renewCredentials(target, tenant);
            }
        };
        return new DataPlane.Ports(
                ports.ledgers(),
                ports.own(),
                ports.targets(),
                wrong,
                ports.events(),
                ports.clock(),
                ports.pause(),
                ports.heartbeat(),
                ports.random(),
                ports.parallel());
    }

    private static DataPlane.Rules withRouting(DataPlane.Rules rules, UnaryOperator<RoutingRules> routing) {
        return new DataPlane.Rules(
                rules.topology(),
                rules.shares(),
                rules.expectedCopies(),
                routing.apply(rules.routing()),
                rules.shown());
    }

    private static boolean settles(ConditionalWrite write) {
        return write.changes().stream()
                        .anyMatch(change -> change instanceof Change.Add(String name, long amount)
                                && amount == -1
                                && isGeneration(name))
                && write.changes().stream()
                        .noneMatch(change -> change.attribute().charAt(0) == ItemAttributes.RENEWED);
    }

    private static boolean isGeneration(String name) {
        return name.equals(ItemAttributes.IN_FLIGHT_0) || name.equals(ItemAttributes.IN_FLIGHT_1);
    }

    private static ConditionalWrite unguarded(ConditionalWrite write) {
        return new ConditionalWrite(List.of(), write.changes());
    }

    /// The same item without its suspension.
    private static WriteResult notSuspended(WriteResult result) {
        return switch (result) {
            case WriteResult.Applied(LedgerItem item) -> new WriteResult.Applied(lifted(item));
            case WriteResult.Refused(LedgerItem item) -> new WriteResult.Refused(lifted(item));
            case WriteResult other -> other;
        };
    }

    private static LedgerItem lifted(LedgerItem item) {
        Map<String, Long> numbers = new HashMap<>(item.numbers());
        numbers.remove(ItemAttributes.SUSPENDED);
        return new LedgerItem(numbers);
    }

    /// Health records that one copy keeps to itself.
    private static final class OwnTexts implements HealthStore {
        private final Map<String, String> texts = new TreeMap<>();

        @Override
        public Map<String, String> all() {
            return Map.copyOf(texts);
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            texts.remove(name);
            next.ifPresent(text -> texts.put(name, text));
            return new Replaced.Done();
        }
    }

    /// Another's texts, wrongly read or written.
    private abstract static class WrongTexts implements HealthStore {
        private final HealthStore store;
        private final Map<String, String> read = new HashMap<>();

        WrongTexts(HealthStore store) {
            this.store = store;
        }

        /// What is read where this is written.
        abstract String misread(String text);

        @Override
        public Map<String, String> all() {
            Map<String, String> wrong = new TreeMap<>();
            store.all().forEach((name, text) -> wrong.put(name, read(text)));
            return wrong;
        }

        private String read(String text) {
            String wrong = misread(text);
            read.put(wrong, text);
            return wrong;
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            return switch (store.replace(name, seen.map(text -> read.getOrDefault(text, text)), next)) {
                case Replaced.Done done -> done;
                case Replaced.Other(Optional<String> actual) -> new Replaced.Other(actual.map(this::read));
            };
        }
    }

    /// Ejections are three minutes older than they are.
    private static final class LongAgo extends WrongTexts {
        private static final Pattern SINCE = Pattern.compile("(x1 failing \\d+ )(\\d+)( .*)");

        LongAgo(HealthStore store) {
            super(store);
        }

        @Override
        String misread(String text) {
            return SINCE.matcher(text)
                    .replaceFirst(since -> since.group(1)
                            + (Long.parseLong(since.group(2)) - 180_000)
                            + Matcher.quoteReplacement(since.group(3)));
        }
    }

    /// Has each model's spent day under another model's name, too.
    private record SharedDay(HealthStore store) implements HealthStore {
        @Override
        public Map<String, String> all() {
            Map<String, String> wrong = new TreeMap<>(store.all());
            store.all().forEach((name, text) -> {
                if (name.startsWith("q#")) {
                    wrong.put(name.substring(0, name.lastIndexOf('/') + 1) + "another", text);
                }
            });
            return wrong;
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            return store.replace(name, seen, next);
        }
    }

    /// Writes nothing of a call whose stream has begun; of copies that serve one request at a time.
    private static final class Streaming implements HealthStore {
        private final HealthStore store;
        private boolean began;

        Streaming(HealthStore store) {
            this.store = store;
        }

        @Override
        public Map<String, String> all() {
            return store.all();
        }

        @Override
        public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
            return began ? new Replaced.Done() : store.replace(name, seen, next);
        }
    }

    /// Ends a stream that has no end, as if the model had ended it.
    private static final class EndedStream implements ModelStream {
        private final ModelStream stream;
        private final List<ModelEvent> closing = new ArrayList<>();
        private boolean stopped;

        EndedStream(ModelStream stream) {
            this.stream = stream;
        }

        @Override
        public Piece next() {
            if (!closing.isEmpty()) {
                return new Piece.Event(closing.removeFirst());
            }
            Piece piece = stream.next();
            if (piece instanceof Piece.Event(ModelEvent event)) {
                stopped |= event.type().equals(ConverseEvents.MESSAGE_STOP);
            } else if (!stopped) {
                stopped = true;
                ObjectNode stop = JsonNodeFactory.instance.objectNode().put("stopReason", "end_turn");
                ObjectNode usage = JsonNodeFactory.instance.objectNode();
                usage.putObject("usage").put("inputTokens", 1).put("outputTokens", 1);
                closing.add(new ModelEvent(ConverseEvents.METADATA, usage));
                return new Piece.Event(new ModelEvent(ConverseEvents.MESSAGE_STOP, stop));
            }
            return piece instanceof Piece.Broken ? new Piece.End() : piece;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
