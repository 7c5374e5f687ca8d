package io.breakwater.fleet;

import io.breakwater.call.Client;
import io.breakwater.dialect.ApiReply;
import io.breakwater.dialect.Frame;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.model.Target;
import io.breakwater.model.TokenUsage;
import io.breakwater.routing.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One request on one copy, and its waiting client: checks at each call, write and answer what must always hold.
final class Serving implements Client {
    /// The beginning of every answer's text.
    static final String MARK = "mark-";

    private static final Set<String> BARRED = Set.of("RateLimited", "BudgetSpent", "Suspended");
    private static final Set<Integer> BUSY = Set.of(429, 503, 529);
    private static final Duration GRACE = Duration.ofMillis(250);
    private static final Duration LEAST_TIME = Duration.ofSeconds(2);
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(15_250);
    private static final int STORE_CALLS = 5;
    private static final long STORE_CALLS_PER_ROOM = 3;

    private final FleetTime time;
    private final FleetFindings findings;
    private final Asked asked;
    private final Duration begun;
    private final Map<Target, Integer> calls = new HashMap<>();
    private final Map<String, Integer> reserved = new HashMap<>();
    private final Map<String, Integer> settled = new HashMap<>();
    private Duration inStore = Duration.ZERO;
    private final Set<String> bookedLate = new HashSet<>();
    private int storeCalls;
    private int attempts;
    private int abandoned;
    private int doubts;
    private int answers;
    private boolean unsure;
    private boolean incomplete;
    private boolean jumped;
    private boolean copyLives = true;
    private @Nullable Outcome last;
    private @Nullable Target lastCalled;
    private boolean mayRepeat;
    private int billedCalls;
    private long billedNanoUsd;
    private long toldNanoUsd;
    private @Nullable Duration firstContent;
    private @Nullable ApiReply reply;
    private boolean streamed;
    private int pieces;
    private boolean closed;
    private boolean over;
    private Duration lastSent;
    private boolean brokenOff;
    private GatewayEvent.@Nullable RequestEnded ended;

    /// A request of a conversation; the part that it shares with the previous one is cached at that
    /// one's target.
    ///
    /// @param number from 1
    record Turn(String conversation, int number) {
        /// Tokens of the prompt that are to be cached.
        long prefix() {
            return 5_000 + 300L * (number - 1);
        }
    }

    /// The request.
    ///
    /// @param id its id, which is also the mark that its answer must have
    /// @param tiers how many tiers the alias has
    /// @param leavesAfter when the client hangs up, if it does
    record Asked(
            String id,
            String tenant,
            boolean stream,
            int tiers,
            boolean lowerTier,
            Set<ShardId> hand,
            Duration patience,
            FleetDialect dialect,
            long inputTokens,
            double outputMedian,
            double outputSigma,
            Optional<Turn> turn,
            Optional<Duration> leavesAfter) {}

    Serving(FleetTime time, FleetFindings findings, Asked asked) {
        this.time = time;
        this.findings = findings;
        this.asked = asked;
        this.begun = time.elapsed();
        this.lastSent = begun;
    }

    Asked asked() {
        return asked;
    }

    long inputTokens() {
        return asked.inputTokens();
    }

    double outputMedian() {
        return asked.outputMedian();
    }

    double outputSigma() {
        return asked.outputSigma();
    }

    /// The mark that its answer must have, and no other answer may have.
    String mark() {
        return MARK + asked.id() + "-end";
    }

    // the copy's ports

    void calling(Target target, int tier) {
        attempts++;
        Outcome before = last;
        check(Property.I3, attempts <= Math.max(3, asked.tiers() + 1), () -> "attempt " + attempts);
        boolean first = calls.merge(target, 1, Integer::sum) == 1;
        check(Property.I4, first || (mayRepeat && target.equals(lastCalled)), () -> "called twice: " + target.label());
        if (before != null && before.maybeBilled()) {
            abandoned++;
            check(Property.I3, abandoned <= 2, () -> "a third call was given up for another");
        }
        check(
                Property.I8,
                !(before instanceof Outcome.Rejected || before instanceof Outcome.InputTooLong),
                () -> "a call after " + before);
        if (before instanceof Outcome.Doubtful) {
            doubts++;
            check(Property.I8, doubts == 1, () -> "a second account was asked");
        }
        check(Property.I9, firstContent == null, () -> "a call after content was sent");
        check(Property.I11, asked.hand().contains(target.shard()), () -> "not of its hand: " + target.label());
        Duration left = begun.plus(asked.patience()).minus(time.elapsed());
        check(
                Property.I2,
                jumped || left.compareTo(LEAST_TIME) >= 0,
                () -> "a call with " + left.toMillis() + " ms left");
        check(Property.I16, tier == 1 || asked.lowerTier(), () -> "tier " + tier);
        lastCalled = target;
        mayRepeat = false;
    }

    void called(Target target, Outcome outcome) {
        last = outcome;
        incomplete = false;
        lastCalled = target;
        if (outcome instanceof Outcome.Answered) {
            mayRepeat = true;
        }
    }

    void renewed() {
        mayRepeat = true;
        findings.saw("credentials renewed");
    }

    void paused() {
        mayRepeat = true;
        findings.saw("a pause before the only target");
    }

    /// Records that Bedrock bills a call.
    ///
    /// @param unseen whether its usage was never reported
    void billed(RoutedTarget target, TokenUsage usage, boolean unseen) {
        long nanoUsd = target.profile().price().nanoUsd(usage);
        billedCalls++;
        billedNanoUsd += nanoUsd;
        toldNanoUsd += unseen ? 0 : nanoUsd;
    }

    void stored(Duration took, boolean sure) {
        inStore = inStore.plus(took);
        unsure |= !sure;
    }

    /// What its copy has admitted of its own is booked once for each ledger, before anything is reserved there.
    ///
    /// @param counts whether it holds and frees nothing
    void wrote(String key, boolean counts) {
        boolean late = counts && !reserved.containsKey(key) && bookedLate.add(key);
        storeCalls += late ? 0 : 1;
    }

    void reserved(String key) {
        reserved.merge(key, 1, Integer::sum);
    }

    void settled(String key) {
        int times = settled.merge(key, 1, Integer::sum);
        check(
                Property.I6,
                times <= reserved.getOrDefault(key, 0),
                () -> "settlement %d of %d reservations of %s".formatted(times, reserved.getOrDefault(key, 0), key));
    }

    void copyDied() {
        copyLives = false;
    }

    /// Whether it still runs; holds that are not settled by its end expire.
    boolean runs() {
        return copyLives && !over;
    }

    /// @throws CopyDied if its copy is dead
    void alive() {
        if (!copyLives) {
            throw new CopyDied();
        }
    }

    /// Records a broken stream; if the caller wanted a whole answer, another attempt may follow.
    void streamBroke(Target target, Outcome outcome) {
        lastCalled = target;
        last = asked.stream() || outcome.maybeBilled() ? outcome : new Outcome.AnswerLost("broken");
        incomplete = true;
        mayRepeat = false;
    }

    void event(GatewayEvent event) {
        check(Property.I12, !event.toString().contains(mark()), () -> "a prompt's words in " + event.label());
        unsure |= event instanceof GatewayEvent.AdmittedLocally || event instanceof GatewayEvent.SettlementLost;
        if (event instanceof GatewayEvent.RequestEnded end) {
            check(Property.I1, ended == null, () -> "a second ending: " + end.ending());
            ended = end;
        }
    }

    // the client

    private boolean left() {
        return asked.leavesAfter()
                .filter(after -> time.elapsed().minus(begun).compareTo(after) >= 0)
                .isPresent();
    }

    private void present() throws IOException {
        if (left()) {
            findings.saw("a client left");
            throw new IOException("the client has gone");
        }
    }

    @Override
    public void reply(ApiReply whole) throws IOException {
        answers++;
        check(Property.I1, answers == 1, () -> "answer " + answers);
        inTime();
        present();
        reply = whole;
        String body = new String(whole.body(), StandardCharsets.UTF_8);
        if (whole.status() == 200) {
            firstContent = time.elapsed();
            content(body);
        } else {
            refusal(whole, body);
        }
    }

    private void refusal(ApiReply refused, String body) {
        boolean retry = "true".equals(refused.headers().get("x-should-retry"));
        String wait = refused.headers().get("retry-after");
        boolean busy = BUSY.contains(refused.status());
        boolean told = wait != null && Long.parseLong(wait) >= 1;
        boolean soon = told && Long.parseLong(wait) <= 60;
        check(
                Property.I15,
                !busy || (retry ? soon : wait == null || told),
                () -> "%d with retry-after %s, x-should-retry %s".formatted(refused.status(), wait, retry));
        check(Property.I15, asked.dialect().isRefusal(body), () -> "no error of the dialect: " + body);
    }

    @Override
    public void begin(String contentType, Map<String, String> headers) throws IOException {
        answers++;
        check(Property.I1, answers == 1, () -> "answer " + answers);
        present();
        streamed = true;
    }

    @Override
    public void send(List<Frame> frames) throws IOException {
        present();
        heard();
        frames.forEach(frame -> asked.dialect().heard(frame).ifPresent(this::sent));
    }

    /// Checks the time since the last frame; a store that does not answer a renewal delays later beats.
    private void heard() {
        Duration silent = time.elapsed().minus(lastSent);
        check(
                Property.F2,
                !asked.dialect().keepsAlive() || silent.compareTo(LONGEST_SILENCE.plus(inStore)) <= 0,
                () -> "silent for " + silent.toMillis() + " ms");
        lastSent = time.elapsed();
    }

    private void sent(FleetDialect.Heard heard) {
        if (heard.breaks()) {
            brokenOff = true;
            return;
        }
        closed |= heard.closes();
        if (firstContent == null) {
            inTime();
            firstContent = time.elapsed();
        }
        content(heard.text());
        if (heard.piece()) {
            pieces++;
            check(Property.I9, pieces <= FleetAnswer.PIECES, () -> "piece " + pieces);
        }
    }

    private void content(String text) {
        boolean marked = text.contains(MARK);
        check(Property.I11, !marked || text.contains(mark()), () -> "somebody else's answer: " + text);
    }

    /// Records that clocks are minutes apart, so that other copies' holds expire before they are
    /// settled.
    void clocksAreApart() {
        unsure = true;
    }

    /// Records that its deadline has moved with its clock.
    void clockJumped() {
        jumped = true;
    }

    private void inTime() {
        if (jumped) {
            return;
        }
        Duration by = begun.plus(asked.patience()).plus(GRACE).plus(inStore);
        check(
                Property.I2,
                time.elapsed().compareTo(by) <= 0,
                () -> "late by " + time.elapsed().minus(by).toMillis() + " ms");
    }

    // the end

    /// Checks the request after the copy has returned.
    void over() {
        over = true;
        GatewayEvent.RequestEnded end = ended;
        if (!copyLives) {
            return;
        }
        check(Property.I1, end != null, () -> "no ending was told");
        check(Property.I1, left() || answers == 1, () -> answers + " answers");
        check(
                Property.I17,
                unsure || storeCalls <= STORE_CALLS + renewals() + STORE_CALLS_PER_ROOM * Math.max(0, rooms() - 1),
                () -> storeCalls + " writes for " + attempts + " attempts, room held " + rooms() + " times");
        if (end != null) {
            ended(end);
        }
    }

    private void ended(GatewayEvent.RequestEnded end) {
        check(
                Property.I1,
                end.served().attempts() == attempts,
                () -> "attempts told: " + end.served().attempts());
        boolean ok = end.ending().equals(GatewayEvent.RequestEnded.OK);
        check(Property.I10, !ok || !incomplete, () -> "a stream without its end is a success");
        check(
                Property.I7,
                end.served().nanoUsd() >= toldNanoUsd,
                () -> "charged %d, billed %d nano-USD".formatted(end.served().nanoUsd(), toldNanoUsd));
        boolean allTold = attempts == 1 && billedCalls == 1 && toldNanoUsd == billedNanoUsd;
        check(
                Property.I7,
                !allTold || end.served().nanoUsd() == toldNanoUsd,
                () -> "charged %d, told %d nano-USD".formatted(end.served().nanoUsd(), toldNanoUsd));
        check(
                Property.I7,
                end.served().nanoUsd() > 0 || billedNanoUsd == 0,
                () -> "nothing is charged, billed %d nano-USD".formatted(billedNanoUsd));
        if (!unsure) {
            reserved.forEach((key, times) -> check(
                    Property.I6,
                    times.equals(settled.getOrDefault(key, 0)),
                    () -> "%d reservations and %d settlements of %s"
                            .formatted(times, settled.getOrDefault(key, 0), key)));
        }
        boolean there = streamed && !left();
        check(Property.I10, !there || !ok || closed, () -> "a whole stream without its closing frame");
        check(Property.I9, !there || !ok || pieces == FleetAnswer.PIECES, () -> "a whole stream of pieces " + pieces);
        check(Property.I10, !there || ok || brokenOff, () -> "a broken stream that does not say so");
        findings.saw("ended: " + end.ending());
        if (end.served().tier() > 1) {
            findings.saw("a lower tier answered");
        }
    }

    /// How many renewals the request's holds need, one in each epoch for tenant and target.
    private long renewals() {
        return 2 * (time.elapsed().minus(begun).toMinutes() / 2 + 1);
    }

    /// The charge in tokens of the day; empty if it is not known what the ledger has booked.
    OptionalLong charged() {
        GatewayEvent.RequestEnded end = ended;
        return end == null || unsure || !copyLives
                ? OptionalLong.empty()
                : OptionalLong.of(end.served().chargedTokens());
    }

    /// How many times room was reserved at a target.
    private int rooms() {
        return reserved.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("P#"))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    boolean success() {
        GatewayEvent.RequestEnded end = ended;
        return end != null && end.ending().equals(GatewayEvent.RequestEnded.OK) && copyLives;
    }

    /// Whether no target was asked, since its tenant's limits of the minute or of the day, or its operators, refused
    /// it.
    boolean barred() {
        GatewayEvent.RequestEnded end = ended;
        return end != null && BARRED.contains(end.ending());
    }

    /// Whether its tenant's own limits refused it, for a minute at most.
    boolean limited() {
        GatewayEvent.RequestEnded end = ended;
        return end != null && end.ending().equals("RateLimited");
    }

    boolean brokenOff() {
        return streamed && !success();
    }

    Optional<ApiReply> replied() {
        return Optional.ofNullable(reply);
    }

    boolean clientLeft() {
        return left();
    }

    /// Whether its next call is a retry of one that failed.
    boolean retries() {
        Outcome before = last;
        return before != null && before.retries() > 0;
    }

    int attempts() {
        return attempts;
    }

    /// When it came, since the start.
    Optional<Duration> firstContent() {
        return Optional.ofNullable(firstContent);
    }

    int billedCalls() {
        return billedCalls;
    }

    private interface Words {
        String text();
    }

    private void check(Property property, boolean holds, Words words) {
        findings.look(property, holds, asked.id(), holds ? "" : words.text());
    }
}
