package io.breakwater.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.call.Exchange;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Decoded;
import io.breakwater.model.RouteNames;
import io.breakwater.routing.RequestTimes;
import io.breakwater.routing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A user's request with all tries of its SDK: two more for temporary failures, after the wait that it
/// is told, like OpenAI's clients.
final class FleetClient {
    private static final Duration ENVIRONMENT = Duration.ofMinutes(14);
    private static final Duration BETWEEN_TURNS = Duration.ofSeconds(20);
    private static final long LONGEST_WAIT_SECONDS = 60;

    /// The most requests in a row to reach a tenant's limit.
    private static final int MOST_SPENT = 14;

    /// The tokens that the estimate adds for a message.
    private static final int TOKENS_OF_MESSAGE = 4;

    /// The largest prompt that fits into a body that the gateway takes.
    private static final int LARGEST_BODY = 4_400_000;

    /// The status for Lambda's own refusal, which is not an answer of the gateway.
    static final int NO_COPY = 0;

    private static final String OF_LOAD = "r";

    private final FleetWorld world;
    private final Fleet fleet;
    private final SplittableRandom random;
    private final RouteNames names;
    private long numbers;

    FleetClient(FleetWorld world, Fleet fleet, SplittableRandom random) {
        this.world = world;
        this.fleet = fleet;
        this.random = random;
        this.names = RouteNames.of(world.topology().routes().values(), List.of());
    }

    /// Whether a try is from a load's users, and not from the end of a run.
    static boolean isOfLoad(String tryId) {
        return tryId.matches(OF_LOAD + "[0-9]+-[0-9]+");
    }

    /// The user's request to which a try belongs.
    static String request(String tryId) {
        return tryId.substring(0, tryId.lastIndexOf('-'));
    }

    /// How one try ended.
    ///
    /// @param retryAfter what the client was told
    /// @param limited whether the tenant's own limits refused it
    /// @param told the status of its refusal, whatever its client has got before
    /// @param barred whether those, or its operators, kept it from the targets, for any time
    /// @param hurried whether its waits for room have left it little time
    /// @param first when its first content came, since the start
    /// @param billed calls that Bedrock billed
    private record Ended(
            boolean success,
            int status,
            int told,
            boolean mayRetry,
            Optional<Duration> retryAfter,
            boolean limited,
            boolean barred,
            boolean hurried,
            Optional<Duration> first,
            int billed) {
        Ended(boolean success, int status, boolean mayRetry, Optional<Duration> retryAfter) {
            this(success, status, status, mayRetry, retryAfter, false, false, false, Optional.empty(), 0);
        }

        /// Whether no target had room for it.
        boolean hadNoRoom() {
            return told == FleetFigures.TOO_MANY && !barred;
        }

        Ended of(Serving serving) {
            return new Ended(
                    success,
                    status,
                    serving.told().orElse(status),
                    mayRetry,
                    retryAfter,
                    serving.limited(),
                    serving.barred(),
                    serving.waits().leftLittle(),
                    serving.client().firstContent(),
                    serving.bill().calls());
        }
    }

    /// Sends one request of a tenant's user, or the requests of a conversation one after the other.
    void arrives(FleetPlan.Load load) throws InterruptedException {
        int turns = load.texts().turns();
        if (turns == 0) {
            request(load, Optional.empty());
            return;
        }
        String conversation = "conversation" + numbers++;
        for (int turn = 1; turn <= turns && (turn == 1 || goesOn()); turn++) {
            request(load, Optional.of(new AskedRequest.Turn(conversation, turn)));
            world.time().about(null);
            world.time().sleep(BETWEEN_TURNS);
        }
    }

    /// Whether users still ask.
    private boolean goesOn() {
        return world.time().elapsed().compareTo(world.plan().length()) < 0;
    }

    /// Sends one request of a tenant's user until it is answered or given up.
    private void request(FleetPlan.Load load, Optional<AskedRequest.Turn> turn) throws InterruptedException {
        String id = OF_LOAD + numbers++;
        boolean stream = random.nextDouble() < load.streamed();
        Duration arrived = world.time().elapsed();
        boolean happy = world.faults()
                .on(FleetFault.RETRY_HAPPY, load.tenant().id().value())
                .isPresent();
        int most = happy ? 10 : load.retries();
        int tries = 0;
        int billed = 0;
        Ended last;
        do {
            last = attempt(load, id + "-" + tries, stream, turn);
            billed += last.billed();
            tries++;
        } while (!last.success() && last.mayRetry() && tries <= most && waited(last, tries, happy));
        world.figures()
                .ended(new FleetFigures.Logical(
                        arrived,
                        world.time().elapsed(),
                        load.tenant().id().value(),
                        last.success(),
                        tries,
                        last.status(),
                        last.told(),
                        last.barred(),
                        last.hurried(),
                        stream,
                        last.first().map(first -> first.minus(arrived)),
                        billed));
    }

    /// Sends a tenant's last request when there are no others: it must be answered, or told to wait and
    /// then answered.
    void lastRequest(FleetPlan.Load load) throws InterruptedException {
        String id = "last" + numbers++;
        Ended first = attempt(load, id + "-0", false);
        boolean waits =
                !first.success() && first.mayRetry() && first.retryAfter().isPresent();
        if (!waits || first.status() == NO_COPY) {
            return;
        }
        world.time().about(null);
        world.time().sleep(first.retryAfter().get());
        Ended second = attempt(load, id + "-1", false);
        boolean served = second.success() || second.status() == NO_COPY || (second.hadNoRoom() && isFullToSome());
        world.findings()
                .look(
                        Property.I20,
                        served,
                        id,
                        served
                                ? ""
                                : "%d, told to wait %s, then %d"
                                        .formatted(
                                                first.status(),
                                                first.retryAfter().get(),
                                                second.status()));
    }

    /// Whether a target may look full to a copy although it has room: to one whose clock is behind the others'.
    private boolean isFullToSome() {
        return world.plan().has(FleetFault.CLOCK_SKEW);
    }

    /// Sends requests, alone and without a break, until the tenant's own limits refuse one; waits as
    /// told, and tries again.
    void spendsAndWaits(FleetPlan.Load load) throws InterruptedException {
        for (int spent = 0; spent < MOST_SPENT; spent++) {
            String id = "spent" + numbers++;
            Ended ended = attempt(load, id, false);
            if (ended.limited() && ended.mayRetry() && ended.retryAfter().isPresent()) {
                comesBack(load, id, ended.retryAfter().get());
                return;
            }
        }
    }

    private void comesBack(FleetPlan.Load load, String id, Duration told) throws InterruptedException {
        world.time().about(null);
        world.time().sleep(told);
        boolean limited = attempt(load, id + "-again", false).limited();
        world.findings()
                .look(Property.I20, !limited, id, limited ? "told to wait " + told + ", then refused again" : "");
        world.findings().saw("a limit was spent, waited for, and free again");
    }

    private boolean waited(Ended last, int tries, boolean happy) {
        double seconds = Math.min(8, 0.5 * Math.pow(2, tries - 1.0)) * (1 - 0.25 * random.nextDouble());
        Duration own = Duration.ofMillis((long) (happy ? 100 : 1_000 * seconds));
        Duration wait = last.retryAfter()
                .filter(told -> !happy && told.toSeconds() <= LONGEST_WAIT_SECONDS)
                .orElse(own);
        world.time().about(null);
        world.time().sleep(wait);
        return true;
    }

    private Ended attempt(FleetPlan.Load load, String id, boolean stream) throws InterruptedException {
        return attempt(load, id, stream, Optional.empty());
    }

    private Ended attempt(FleetPlan.Load load, String id, boolean stream, Optional<AskedRequest.Turn> turn)
            throws InterruptedException {
        world.time().about(null);
        Optional<FleetCopy> copy = fleet.free();
        if (copy.isEmpty()) {
            world.findings().saw("no copy was free");
            return new Ended(false, NO_COPY, true, Optional.of(Duration.ofSeconds(1)));
        }
        Serving serving = new Serving(world.time(), world.findings(), asked(load, id, stream, turn));
        if (world.clocksJump()) {
            serving.clocksAreApart();
        }
        if (world.plan().clocksDiffer()) {
            serving.books().clocksDiffer();
        }
        if (world.plan().storeFails()) {
            serving.conduct().ledgersAreApart();
        }
        world.asks(load.tenant());
        world.time().about(serving);
        try {
            serve(copy.get(), serving, load);
        } catch (CopyDied died) {
            world.trace().add(id + " lost its copy");
        }
        serving.over();
        world.charged(load.tenant(), serving.charged());
        return ended(serving).of(serving);
    }

    private AskedRequest asked(FleetPlan.Load load, String id, boolean stream, Optional<AskedRequest.Turn> turn) {
        String tenant = load.tenant().id().value();
        Optional<Duration> leaves = world.faults()
                .on(FleetFault.CLIENTS_LEAVE, tenant)
                .filter(fault -> random.nextDouble() < fault.strength())
                .map(_ -> Duration.ofMillis(100 + random.nextInt(4_000)));
        return new AskedRequest(
                id,
                tenant,
                stream,
                world.tiers(load.alias()),
                load.tenant().tierFallback(),
                load.tenant().hand(),
                load.patience(),
                RoomWaits.longest(load),
                load.texts().dialect(),
                inputTokens(load),
                load.outputMedian(),
                load.texts().outputSigma(),
                turn,
                leaves);
    }

    private long inputTokens(FleetPlan.Load load) {
        double sigma = load.texts().inputSigma();
        return sigma == 0
                ? load.inputTokens()
                : Math.max(1, Math.round(load.inputTokens() * Math.exp(sigma * random.nextGaussian())));
    }

    private void serve(FleetCopy copy, Serving serving, FleetPlan.Load load) throws InterruptedException {
        Decoded decoded = load.texts()
                .dialect()
                .decode(body(serving, load), load.alias().value(), serving.asked().stream(), names);
        if (!(decoded instanceof Decoded.Call call)) {
            throw new IllegalStateException("the simulated client's request is refused: " + decoded);
        }
        Instant now = copy.now();
        copy.serve(
                serving,
                new Exchange(
                        serving.asked().id(),
                        world.variant().tenant(copy.version().of(load.tenant())),
                        call.call(),
                        world.variant().responder(call.responder()),
                        now,
                        new RequestTimes(
                                now.plus(load.patience()),
                                TimeLimit.Owner.CALLER,
                                now.plus(ENVIRONMENT),
                                Optional.empty()),
                        world.variant().client(serving.client()),
                        load.maxWait()));
    }

    /// The request's body; the prompt has the request's mark in it, as the answer must.
    private static ObjectNode body(Serving serving, FleetPlan.Load load) {
        ObjectNode body = load.texts()
                .dialect()
                .asking(load.alias().value(), prompt(serving, load), load.maxTokens(), serving.asked().stream());
        serving.asked()
                .turn()
                .ifPresent(turn -> load.texts().dialect().continues(body, "Be brief in " + turn.conversation()));
        return body;
    }

    /// A prompt whose estimate equals its length in tokens.
    private static String prompt(Serving serving, FleetPlan.Load load) {
        if (!load.texts().written()) {
            return serving.mark();
        }
        long bytes = (serving.inputTokens() - TOKENS_OF_MESSAGE) * 7 / 2;
        return serving.mark() + " ".repeat(Math.clamp(bytes - serving.mark().length(), 0, LARGEST_BODY));
    }

    private static Ended ended(Serving serving) {
        if (serving.client().left()) {
            return new Ended(serving.success(), 499, false, Optional.empty());
        }
        if (serving.success()) {
            return new Ended(true, 200, false, Optional.empty());
        }
        Optional<ApiReply> reply = serving.client().replied();
        if (reply.isEmpty()) {
            return new Ended(false, serving.brokenOff() ? 200 : 502, !serving.brokenOff(), Optional.empty());
        }
        int status = reply.get().status();
        boolean usual = status == 408 || status == 409 || status == 429 || status >= 500;
        String told = reply.get().headers().get("x-should-retry");
        Optional<Duration> wait = Optional.ofNullable(reply.get().headers().get("retry-after"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        boolean mayRetry = told == null ? usual : Boolean.parseBoolean(told);
        return new Ended(false, status, mayRetry, wait);
    }
}
