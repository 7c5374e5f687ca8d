package io.breakwater.fleet;

import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Target;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One request on one copy, and its waiting client: checks at each call, write and answer what must always hold.
final class Serving {
    /// The beginning of every answer's text.
    static final String MARK = "mark-";

    private static final Set<String> BARRED = Set.of("RateLimited", "BudgetSpent", "Suspended");
    private static final String WITHOUT_TIME = "DeadlineExceeded";
    static final Duration LEAST_TIME = Duration.ofSeconds(2);

    /// From the last frame until the answer is told: a second for the connection's end, and a moment.
    private static final Duration CLOSING = Duration.ofSeconds(1).plus(WaitingClient.GRACE);

    private final FleetTime time;
    private final FleetFindings findings;
    private final AskedRequest asked;
    private final Duration begun;
    private Duration inStore = Duration.ZERO;
    private int attempts;
    private int pieces;
    private int abandoned;
    private int doubts;
    private boolean unsure;
    private boolean incomplete;
    private @Nullable Duration wholeSince;
    private boolean jumped;
    private boolean copyLives = true;
    private final WaitingClient client;
    private final RoomWaits waits;
    private final RequestBooks books;
    private final RequestBill bill = new RequestBill(this);
    private final RequestConduct conduct;
    private @Nullable Outcome last;
    private boolean over;
    private GatewayEvent.@Nullable RequestEnded ended;

    Serving(FleetTime time, FleetFindings findings, AskedRequest asked) {
        this.time = time;
        this.findings = findings;
        this.asked = asked;
        this.begun = time.elapsed();
        this.client = new WaitingClient(this, time);
        this.waits = new RoomWaits(this, time);
        this.books = new RequestBooks(this, time);
        this.conduct = new RequestConduct(this, time);
    }

    Duration begun() {
        return begun;
    }

    /// How long it has waited for the store.
    Duration inStore() {
        return inStore;
    }

    /// Whether its deadline has moved with its clock.
    boolean jumped() {
        return jumped;
    }

    AskedRequest asked() {
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

    /// In how many pieces the last call's answer comes, each with the mark.
    int pieces() {
        return pieces;
    }

    RequestConduct conduct() {
        return conduct;
    }

    // the copy's ports

    /// @param stream whether the answer is asked for in pieces
    void calling(Target target, int tier, boolean stream) {
        waits.begins();
        attempts++;
        conduct.calling(target);
        pieces = stream ? FleetAnswer.PIECES : 1;
        Outcome before = last;
        check(Property.I3, attempts <= Math.max(3, asked.tiers() + 1), () -> "attempt " + attempts);
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
        check(Property.I9, client.firstContent().isEmpty(), () -> "a call after content was sent");
        check(Property.I11, asked.hand().contains(target.shard()), () -> "not of its hand: " + target.label());
        Duration left = begun.plus(asked.patience()).minus(time.elapsed());
        check(
                Property.I2,
                jumped || left.compareTo(LEAST_TIME) >= 0,
                () -> "a call with " + left.toMillis() + " ms left");
        check(Property.I16, tier == 1 || asked.lowerTier(), () -> "tier " + tier);
    }

    void called(Target target, Outcome outcome) {
        last = outcome;
        wholeSince = null;
        conduct.called(target, outcome);
        incomplete = !(outcome instanceof Outcome.Answered);
    }

    void renewed() {
        conduct.mayRepeat();
        findings.saw("credentials renewed");
    }

    /// Before the first call it waits for room, later for its only target.
    void pauses(Duration pause) {
        if (attempts == 0) {
            waits.waits(pause);
        } else {
            conduct.pauses();
            findings.saw("a pause before the only target");
        }
    }

    void goesOn() {
        waits.begins();
    }

    RoomWaits waits() {
        return waits;
    }

    void stored(Duration took, boolean sure) {
        inStore = inStore.plus(took);
        unsure |= !sure;
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
        conduct.broke(target);
        last = asked.stream() || outcome.maybeBilled() ? outcome : new Outcome.AnswerLost("broken");
        incomplete = true;
    }

    /// Records that all frames of a stream have come.
    void hasAll() {
        wholeSince = time.elapsed();
    }

    void event(GatewayEvent event) {
        check(Property.I12, !event.toString().contains(mark()), () -> "a prompt's words in " + event.label());
        unsure |= event instanceof GatewayEvent.AdmittedLocally || event instanceof GatewayEvent.SettlementLost;
        if (event instanceof GatewayEvent.RequestEnded end) {
            check(Property.I1, ended == null, () -> "a second ending: " + end.ending());
            ended = end;
        }
    }

    // what happens around it

    /// Records that clocks are minutes apart, so that other copies' holds expire before they are
    /// settled.
    void clocksAreApart() {
        unsure = true;
    }

    /// Records that its deadline has moved with its clock.
    void clockJumped() {
        jumped = true;
    }

    // the end

    /// Checks the request after the copy has returned.
    void over() {
        over = true;
        GatewayEvent.RequestEnded end = ended;
        if (!copyLives) {
            return;
        }
        waits.over(success());
        check(Property.I1, end != null, () -> "no ending was told");
        client.over();
        books.over(unsure);
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
        isToldWhole(end.ending(), ok);
        bill.over(end.served().nanoUsd());
        if (!unsure) {
            books.allSettled();
        }
        client.ended(ok);
        if (!client.left()) {
            conduct.ended(begun.plus(asked.patience()).minus(time.elapsed()));
        }
        findings.saw("ended: " + end.ending());
        if (end.served().tier() > 1) {
            findings.saw("a lower tier answered");
        }
    }

    /// All frames of a stream are an answer, and nobody waits for the end of its connection.
    private void isToldWhole(String ending, boolean ok) {
        Duration since = wholeSince;
        if (since == null || client.left()) {
            return;
        }
        Duration late = time.elapsed().minus(since).minus(inStore);
        check(Property.I10, ok, () -> "a whole stream is told as " + ending);
        check(
                Property.I2,
                late.compareTo(CLOSING) <= 0,
                () -> "whole for " + late.toMillis() + " ms before it was told");
    }

    /// What it was charged in the day and in the month.
    record Charged(long tokens, long nanoUsd) {}

    /// Its charge; empty if it is not known what the ledger has booked.
    Optional<Charged> charged() {
        GatewayEvent.RequestEnded end = ended;
        return end == null || unsure || !copyLives
                ? Optional.empty()
                : Optional.of(
                        new Charged(end.served().chargedTokens(), end.served().nanoUsd()));
    }

    boolean success() {
        return copyLives && hasEnding(GatewayEvent.RequestEnded.OK::equals);
    }

    private boolean hasEnding(Predicate<String> ending) {
        GatewayEvent.RequestEnded end = ended;
        return end != null && ending.test(end.ending());
    }

    /// The status that the gateway tells of its end, if it has told any.
    OptionalInt told() {
        GatewayEvent.RequestEnded end = ended;
        return end == null || !copyLives ? OptionalInt.empty() : OptionalInt.of(end.status());
    }

    /// Whether it was refused without a call since its caller had no time left.
    boolean endedWithoutTime() {
        return attempts == 0 && hasEnding(WITHOUT_TIME::equals);
    }

    /// Whether no target was asked, since its tenant's limits of the minute or of the day, or its operators, refused
    /// it.
    boolean barred() {
        return hasEnding(BARRED::contains);
    }

    /// Whether its tenant's own limits refused it, for a minute at most.
    boolean limited() {
        return hasEnding("RateLimited"::equals);
    }

    WaitingClient client() {
        return client;
    }

    boolean brokenOff() {
        return client.streamed() && !success();
    }

    /// Whether its next call is a retry of one that failed.
    boolean retries() {
        Outcome before = last;
        return before != null && before.retries() > 0;
    }

    int attempts() {
        return attempts;
    }

    RequestBooks books() {
        return books;
    }

    RequestBill bill() {
        return bill;
    }

    interface Words {
        String text();
    }

    void saw(String sight) {
        findings.saw(sight);
    }

    void check(Property property, boolean holds, Words words) {
        findings.look(property, holds, asked.id(), holds ? "" : words.text());
    }
}
