package io.breakwater.fleet;

import java.util.Locale;
import java.util.function.LongFunction;

/// The gateway with one bug: a real part that is wrong, or a wrong port below the real parts. Each bug
/// names the property that finds it and a seed with which the property does.
enum PlantedBug {
    SETTLES_TWICE(Property.I6, 1, "a settlement is written twice", WrongLedgers.settlesTwice()),
    REPEATS_WHAT_WAS_NOT_ANSWERED(
            Property.I6,
            9,
            "a settlement whose answer was lost is written again",
            WrongLedgers.repeatsWhatWasNotAnswered()),
    FORGETS_SETTLEMENTS(Property.I6, 1, "one settlement in ten is left out", WrongLedgers.forgetsSettlements()),
    CHECKS_THEN_ADDS(
            Property.I5,
            1,
            "limits are checked on what was seen, and added without a condition",
            WrongLedgers.checksThenAdds()),
    OVERLOOKS_A_SUSPENSION(
            Property.I14, 4, "nobody looks whether the tenant is suspended", WrongLedgers.overlooksASuspension()),
    EACH_COPY_FOR_ITSELF(Property.F1, 1, "copies tell each other nothing of targets", WrongHealth.eachCopyForItself()),
    FORGETS_HEALTH(Property.F1, 1, "what is known of targets is never read again", WrongHealth.forgetsHealth()),
    NEVER_FORGIVES(Property.I19, 7, "what is known of a target is never taken back", WrongHealth.neverForgives()),
    SIX_ATTEMPTS(Property.I3, 7, "six attempts instead of three", WrongRules.sixAttempts()),
    GIVES_UP_TOO_MANY(Property.I3, 7, "four calls may be given up for another", WrongRules.givesUpTooMany()),
    TRANSPORT_RETRIES(
            Property.I4, 14, "the client below the gateway tries again by itself", WrongTransports.transportRetries()),
    FAILS_OVER_ON_400(
            Property.I8,
            7,
            "a refusal of the request is taken for a failure of the target",
            WrongTransports.failsOverOn400()),
    EVERY_REFUSAL_IS_DOUBTFUL(
            Property.I8,
            4,
            "a refusal of the request is tried at another account",
            WrongTransports.everyRefusalIsDoubtful()),
    TAKES_AN_ACCOUNTS_REFUSAL_FOR_THE_REQUESTS(
            Property.F10,
            1,
            "a refusal in unknown words is told to the caller, and no other account is tried",
            WrongTransports.takesAnAccountsRefusalForTheRequests(),
            BugPlans::takesAnAccountsRefusalForTheRequests),
    REFUSES_EVERY_RETRY(
            Property.F10,
            1,
            "no target has a retry left",
            WrongLedgers.refusesEveryRetry(),
            BugPlans::refusesEveryRetry),
    NEVER_ASKS_THE_NEXT_TIER(
            Property.F10,
            1,
            "no lower tier is asked, whatever became of the first",
            WrongRules.neverAsksTheNextTier(),
            BugPlans::neverAsksTheNextTier),
    TAKES_A_MINUTE_FOR_A_DAY(
            Property.F4, 1, "a throttle of the minute closes the day", WrongTransports.takesAMinuteForADay()),
    REGION_BY_ACCOUNTS(
            Property.F9,
            3,
            "when a target failed is misread, so no other account of its Region learns of it",
            WrongHealth.regionByAccounts()),
    SCATTERS_CONVERSATIONS(
            Property.F11, 1, "each call goes to any target of its model", WrongTransports.scattersConversations()),
    BLAMES_THE_TARGET_FOR_A_SHORT_TIME(
            Property.F4,
            1,
            "a caller's own limit counts against the target",
            WrongTransports.blamesTheTargetForAShortTime(),
            BugPlans::blamesTheTargetForAShortTime),
    RETRIES_WITHOUT_END(Property.F8, 1, "retries that fail are not counted", WrongLedgers.retriesWithoutEnd()),
    FORGIVES_BROKEN_STREAMS(
            Property.F1,
            1,
            "a stream that has begun counts as answered, however it ends",
            WrongHealth.forgivesBrokenStreams(),
            BugPlans::forgivesBrokenStreams),
    TAKES_NO_SESSION_FOR_A_REFUSAL(
            Property.F4,
            1,
            "an STS that does not answer quarantines its account",
            WrongTransports.takesNoSessionForARefusal(),
            BugPlans::takesNoSessionForARefusal),
    NEVER_PROBES_WHAT_WAS_REFUSED(
            Property.I19,
            7,
            "no request tries whether a quarantined target is back",
            WrongHealth.neverProbesWhatWasRefused()),
    ONE_DAY_FOR_ALL_MODELS(
            Property.F4,
            1,
            "a model's spent day is taken for another's as well",
            WrongHealth.oneDayForAllModels(),
            BugPlans::oneDayForAllModels),
    IGNORES_THE_DEADLINE(Property.I2, 7, "a call takes as long as it takes", WrongTransports.ignoresTheDeadline()),
    LOSES_USAGE(Property.I7, 1, "the usage of a whole answer is not read", WrongTransports.losesUsage()),
    TAKES_A_TIMEOUT_FOR_A_REFUSAL(
            Property.I7,
            7,
            "a call that was given up is taken for one that never was",
            WrongTransports.takesATimeoutForARefusal()),
    INVENTS_AN_END(
            Property.I10,
            12,
            "a stream that just ends is taken for whole, with a made up usage",
            WrongStreams.inventsAnEnd()),
    MIXES_UP_ANSWERS(
            Property.I11,
            1,
            "now and then a request gets the answer of the one before",
            WrongTransports.mixesUpAnswers()),
    LOGS_THE_PROMPT(
            Property.I12, 7, "the words of a request stand in why a call failed", WrongTransports.logsThePrompt()),
    TELLS_ENDINGS_TWICE(
            Property.I1, 1, "the ending of a refused request is told twice", WrongReplies.tellsEndingsTwice()),
    ANSWERS_TWICE(Property.I1, 1, "a refusal is sent twice", WrongReplies.answersTwice()),
    NO_RETRY_AFTER(Property.I15, 1, "a refusal that may be tried again says no time", WrongReplies.noRetryAfter()),
    DOWNGRADES_ANYBODY(Property.I16, 7, "a lower tier answers whoever the tenant is", WrongRules.downgradesAnybody()),
    OFF_BY_A_FEW(Property.I5, 2, "the minute's limit is three more than it should be", WrongRules.offByAFew()),
    ASKS_THE_STORE_TOO_OFTEN(
            Property.I17,
            1,
            "each write is followed by three that change nothing",
            WrongLedgers.asksTheStoreTooOften()),
    HOLDS_FOR_EVER(Property.I18, 9, "what is held is kept in an epoch that never passes", WrongLedgers.holdsForEver()),
    NEVER_READS_DRAINS(Property.F3, 1, "nobody reads what operators have drained", WrongHealth.neverReadsDrains()),
    TAKES_A_THROTTLE_FOR_A_FAILURE(
            Property.F4,
            1,
            "a 429 counts against the health of its target",
            WrongTransports.takesAThrottleForAFailure()),
    TAKES_OVERLOAD_FOR_A_FAILURE(
            Property.F4,
            4,
            "an overloaded target counts as one that fails",
            WrongTransports.takesOverloadForAFailure(),
            BugPlans::takesOverloadForAFailure),
    NO_HEARTBEAT(Property.F2, 7, "nothing beats while a request waits", WrongReplies.noHeartbeat()),
    NO_LEAST_TIME(Property.I2, 7, "an attempt is started however little time is left", WrongRules.noLeastTime()),
    SWALLOWS_ERRORS(Property.I10, 7, "a stream that broke ends without a word", WrongReplies.swallowsErrors()),
    SENDS_NO_END(Property.I10, 3, "a whole stream has no closing frame", WrongReplies.sendsNoEnd()),
    A_FEW_MORE_AT_ONCE(Property.I5, 1, "three more requests at once than the limit", WrongRules.aFewMoreAtOnce()),
    DAY_OF_48_HOURS(Property.I5, 1, "a day has twice its tokens", WrongRules.dayOf48Hours()),
    OPEN_TO_ALL_WITHOUT_THE_STORE(
            Property.I5, 24, "while the store is down everybody is admitted", WrongRules.openToAllWithoutTheStore()),
    ANY_SHARD(Property.I11, 1, "a tenant is served by shards that are not its own", WrongRules.anyShard()),
    FORGIVES_AT_ONCE(Property.F1, 1, "what is decided of a target is not kept", WrongHealth.forgivesAtOnce()),
    HALF_THE_OUTPUT(Property.I7, 1, "half of an answer's output is charged", WrongTransports.halfTheOutput()),
    LOSES_A_STREAMS_USAGE(Property.I7, 1, "a stream's usage is not read", WrongStreams.losesAStreamsUsage()),
    BOOKS_NOTHING(Property.I6, 1, "a settlement frees what was held, and books nothing", WrongLedgers.booksNothing()),
    RETRY_AT_ONCE(Property.I15, 1, "a refusal says to come back after 0 s", WrongReplies.retryAtOnce()),
    RETRY_TOMORROW(
            Property.I15,
            1,
            "a refusal that may be tried again says to come back in a day",
            WrongReplies.retryTomorrow()),
    PLAIN_WORDS(Property.I15, 1, "a refusal is no JSON", WrongReplies.plainWords()),
    GOES_ON_ELSEWHERE(
            Property.I9,
            16,
            "a stream that breaks goes on with what a second call brings",
            WrongStreams.goesOnElsewhere()),
    RETRY_IN_A_SECOND(
            Property.I20, 2, "whatever has to be waited for, a second is said", WrongReplies.retryInASecond()),
    TELLS_NO_FAILURES(
            Property.I1, 1, "the ending of a request that failed is not told", WrongReplies.tellsNoFailures()),
    LEARNS_NOTHING(
            Property.F5, 1, "throttles of a quota that nobody has told are not counted", WrongLedgers.learnsNothing()),
    NO_RAMP(Property.F6, 1, "that a target has just come back is forgotten", WrongHealth.noRamp()),
    FORGETS_SILENCE(Property.F7, 1, "that a stream stands still is not shared", WrongHealth.forgetsSilence()),
    EMPTIES_AN_ANSWER(Property.I9, 1, "an answer in one piece loses its text", WrongTransports.emptiesAnAnswer()),
    EMPTIES_A_STREAM(Property.I9, 1, "a stream's pieces lose their text", WrongStreams.emptiesAStream()),
    LEAVES_STREAMS_OPEN(
            Property.I18, 12, "a stream that nobody reads to its end is not closed", WrongStreams.leavesStreamsOpen()),
    CUTS_THE_LAST_CHANCE(
            Property.F13,
            1,
            "a call is cut after the time of a first token, whoever else is left",
            WrongTransports.cutsTheLastChance(),
            BugPlans::cutsTheLastChance),
    CLAIMS_BEFORE_THERE_IS_ROOM(
            Property.F14,
            1,
            "a probe is claimed before its room is reserved",
            WrongWiring.claimsBeforeThereIsRoom(),
            BugPlans::claimsBeforeThereIsRoom),
    LEARNS_NOTHING_OF_A_REFUSED_PROBE(
            Property.I19,
            1,
            "a probe that is answered by 400 or 429 says nothing",
            WrongWiring.learnsNothingOfARefusedProbe(),
            BugPlans::learnsNothingOfARefusedProbe),
    TAKES_HELD_FOR_SPENT(
            Property.I21,
            1,
            "what running requests hold counts as used up",
            WrongLedgers.takesHeldForSpent(),
            BugPlans::busyDay),
    PLANS_WHAT_IS_TOO_LARGE(
            Property.I20,
            1,
            "a request that no target can ever take is told to come back",
            WrongWiring.plansWhatIsTooLarge(),
            BugPlans::plansWhatIsTooLarge),
    FORGETS_TOLD_WAITS(
            Property.F15,
            1,
            "what a target says of waiting is dropped",
            WrongTransports.forgetsToldWaits(),
            BugPlans::forgetsToldWaits),
    RESERVES_OUTPUT_ONCE(
            Property.I5,
            1,
            "a day reserves output once and settles it five times",
            WrongLedgers.reservesOutputOnce(),
            BugPlans::busyDay),
    REPORTS_NO_MODELS(Property.I6, 1, "what is settled is booked to no model", WrongLedgers.reportsNoModels()),
    LOGS_NO_COST_OF_FAILURES(
            Property.I7,
            7,
            "the log says that a request without an answer has cost nothing",
            WrongReplies.logsNoCostOfFailures()),
    WAITS_OUT_A_HANG(
            Property.F10,
            1,
            "a call that hangs has all of its caller's time, whoever else could answer",
            WrongTransports.waitsOutAHang(),
            BugPlans::waitsOutAHang),
    HEARS_OLDER_ANSWERS(
            Property.F16,
            1,
            "an answer to a call from before an ejection counts against it",
            WrongHealth.hearsOlderAnswers(),
            BugPlans::hearsOlderAnswers),
    WAITS_AS_LONG_AS_IT_TAKES(
            Property.F12, 1, "every request waits for room for ten minutes", WrongRules.waitsAsLongAsItTakes()),
    WHOLE_LIMITS_FOR_EACH_ITEM(
            Property.I5, 6, "each item of a sharded ledger has the whole limits", WrongRules.wholeLimitsForEachItem()),
    WAKES_TOO_EARLY(Property.I5, 34, "a wait is over after a tenth of its time", WrongWiring.wakesTooEarly()),
    FORGETS_WAITS_OF_THROTTLES(
            Property.F15,
            30_014,
            "what a throttle says of waiting is dropped",
            WrongReadings.forgetsWaitsOfThrottles()),
    TAKES_AN_ERROR_FOR_AN_ANSWER(
            Property.I10,
            30_043,
            "an error with status 200 is taken for the answer",
            WrongReadings.takesAnErrorForAnAnswer()),
    SKIPS_WHAT_IT_CANNOT_READ(
            Property.I10,
            30_005,
            "a frame that cannot be read is left out, and the stream goes on",
            WrongReadings.skipsWhatItCannotRead()),
    BOUNDS_WHAT_IS_REPORTED(
            Property.I7,
            30_006,
            "what an answer reports beyond its bound is not charged",
            WrongReadings.boundsWhatIsReported()),
    ADDS_UP_USAGE(
            Property.I7, 30_003, "a usage that a stream reports twice is charged twice", WrongReadings.addsUpUsage()),
    COUNTS_APART(
            Property.I5,
            30_011,
            "copies of a new configuration do not see what the minute has counted",
            WrongRollouts.countsApart()),
    CALLS_WHAT_IS_GONE(
            Property.F17,
            30_011,
            "a target is called that the copy's configuration does not have",
            WrongRollouts.callsWhatIsGone()),
    MINUTE_OF_MANY_TOKENS(Property.I5, 6, "a minute has ten times its tokens", WrongRules.minuteOfManyTokens()),
    MONTH_WITHOUT_END(Property.I5, 30_004, "nobody looks at the month's money", WrongRules.monthWithoutEnd()),
    COUNTS_A_400_AS_FAILURE(
            Property.F4,
            1,
            "a refusal of the request counts against its target",
            WrongWiring.countsA400AsFailure(),
            BugPlans::countsA400AsFailure),
    BEGINS_STREAMS_AGAIN(
            Property.I9,
            40_001,
            "a stream that breaks after its first piece is begun again",
            WrongBreaks.beginsStreamsAgain()),
    TAKES_A_STREAMS_REFUSAL_FOR_A_BREAK(
            Property.I8,
            40_025,
            "a validation error in a stream's first frame is tried elsewhere",
            WrongBreaks.takesAStreamsRefusalForABreak()),
    LOSES_THE_LAST_FRAME(
            Property.I10,
            40_002,
            "a connection that breaks behind the last frame takes it away",
            WrongBreaks.losesTheLastFrame()),
    KNOWS_DRAINS_OF_TARGETS_ALONE(
            Property.F3,
            40_037,
            "a drain of a shard is not known",
            WrongBreaks.knowsDrainsOfTargetsAlone(),
            Schedules::of),
    PASSES_ON_WHAT_HAS_NOT_BEGUN(
            Property.F10,
            1,
            "a stream that breaks before its first content is passed on as broken",
            WrongBreaks.passesOnWhatHasNotBegun(),
            BugPlans::breaksBeforeContent),
    HOLDS_UP_WHOLE_ANSWERS(
            Property.I2,
            40_001,
            "that a connection broke or stayed open is told 20 s later",
            WrongBreaks.holdsUpWholeAnswers());

    private final Property property;
    private final long seed;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // it has no state of its own
    private final Variant wrong;

    @SuppressWarnings("ImmutableEnumChecker") // a function
    private final LongFunction<FleetPlan> plan;

    PlantedBug(Property property, long seed, String meaning, Variant wrong) {
        this(property, seed, meaning, wrong, of -> BugPlans.usual(property, of));
    }

    PlantedBug(Property property, long seed, String meaning, Variant wrong, LongFunction<FleetPlan> plan) {
        this.property = property;
        this.seed = seed;
        this.meaning = meaning;
        this.wrong = wrong;
        this.plan = plan;
    }

    Property property() {
        return property;
    }

    /// The bug's name in the docs.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The seed with which it is found.
    long seed() {
        return seed;
    }

    String meaning() {
        return meaning;
    }

    /// The gateway that has it.
    Variant wrong() {
        return wrong;
    }

    /// Where it is looked for.
    FleetPlan plan(long of) {
        return plan.apply(of);
    }
}
