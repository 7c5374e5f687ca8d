package io.breakwater.settings;

import static io.breakwater.settings.Shape.Property.optional;
import static io.breakwater.settings.Shape.Property.required;

import io.breakwater.settings.Shape.Decimal;
import io.breakwater.settings.Shape.Entries;
import io.breakwater.settings.Shape.Items;
import io.breakwater.settings.Shape.Named;
import io.breakwater.settings.Shape.Whole;

/// What the operational parts of an environment file look like.
final class OperationsShape {
    static final Entries TIMEOUTS = Entries.of(
            optional("connect", Forms.DURATION, "for a connection to one target; default 1s"),
            optional(
                    "firstToken",
                    Forms.DURATION,
                    "until the first content of one target; default 10s, or what the catalogue says of its model"),
            optional(
                    "idle",
                    Forms.DURATION,
                    "between two events of a stream; default 4m, or what the catalogue says of its model"),
            optional(
                    "deadline", Forms.DURATION, "for a whole answer, or for the first content of a stream; default 4m"),
            optional(
                    "longest",
                    Forms.DURATION,
                    "the most that a caller may ask for, and when a stream that still flows is ended; default and at"
                            + " most 14m"));

    /// API Gateway takes 10 MB and Lambda an event of 6 MB ("Lambda quotas", AWS Lambda Developer Guide),
    /// in which a body travels as base64, beside its headers: 4.5 MB always fit.
    static final long MOST_BODY_BYTES = 4_500_000;

    static final Entries LIMITS = Entries.of(
            optional("bodyBytes", new Whole(1_024, MOST_BODY_BYTES), "the largest request body; default 4500000"));

    static final Entries ALARMS = Entries.of(
            optional("email", Forms.EMAIL, "who gets the alarms"),
            optional(
                    "docs",
                    Forms.PAGES,
                    "where your people read the folder docs/ of your copy of this project: alarms link to its"
                            + " monitoring.md; default docs, the path in the repository"),
            optional("success", Decimal.between("50", "99.999"), "per cent of requests answered; default 99.5"),
            optional("fallbackRatio", Forms.RATIO, "share of answers from a lower tier; default 0.2"),
            optional("brokenStreamRatio", Forms.RATIO, "share of answers that break off; default 0.05"),
            optional("throttleRatio", Forms.RATIO, "share of attempts that Bedrock throttles; default 0.05"),
            optional("quotaUsed", Forms.RATIO, "share of a tenant's day or month; default 0.8"),
            optional("usdPerDay", Decimal.between("0.01", "1000000"), "US dollars in 24 hours; default no alarm"),
            optional(
                    "concurrency",
                    new Whole(1, 1_000_000),
                    "requests under way at once; default 80 % of what reservedConcurrency gives the router, else 800"),
            optional("storeErrors", Forms.LIMIT, "ledger writes that failed in a minute; default 5"),
            optional("lostSettlements", Forms.LIMIT, "settlements lost in five minutes; default 10"),
            optional("leakedTokens", Forms.LIMIT, "tokens of requests that never settled, an hour; default 1000000"),
            optional("closedQuotas", Forms.LIMIT, "quotas of the day used up in five minutes; default 1"),
            optional("keysUnchecked", Forms.LIMIT, "keys that could not be checked in a minute; default 1"),
            optional(
                    "sinks",
                    new Named(Forms.REGION, Forms.SINK, 1),
                    "the home account's observability sinks by Region, for the shards' own metrics; default none"));

    private static final long MOST_EXECUTIONS = 100_000;

    static final Entries RESERVED = Entries.of(
            optional(
                    "router",
                    new Whole(0, MOST_EXECUTIONS),
                    "requests under way at once; default 700, and 0 turns all away"),
            optional("authorizer", new Whole(1, MOST_EXECUTIONS), "keys under check at once; default 100"),
            optional("admin", new Whole(1, MOST_EXECUTIONS), "calls of operators at once; default 10"));

    static final Entries THROTTLE = Entries.of(
            optional("factor", Decimal.between("1", "100"), "its rate over the plan's requests; default 2.0"),
            optional("burst", new Whole(1, 5_000), "the fewest requests it lets through at once; default 20"),
            optional(
                    "usagePlans",
                    Forms.USAGE_PLANS,
                    "tenant: one for each tenant, of which a stack holds some 120; plan: one for each plan, with a key for"
                            + " each tenant; default tenant"));

    /// Seconds; what a revoked key may live on is the bound, API Gateway itself would take an hour.
    static final Whole AUTHORIZER_CACHE = new Whole(0, 60);

    static final Entries VPC = Entries.of(
            required("subnets", new Items(Forms.SUBNET, 1), "best one in each of two zones or more; at most 16"),
            required("securityGroups", new Items(Forms.SECURITY_GROUP, 1), "what they may connect to; at most 5"));

    static final Entries CORS = Entries.of(
            required("origins", new Items(Forms.ORIGIN, 1), "the pages' origins, or [\"*\"] for every page"));

    static final Entries LOGGING = Entries.of(
            optional("retentionDays", new Whole(1, 3_653), "how long CloudWatch keeps logs; default 30"),
            optional(
                    "invocations",
                    Forms.FLAG,
                    "Bedrock's log of who called which model, of all calls in the shards' accounts; default false"),
            optional("prompts", Forms.FLAG, "that log holds full prompts and answers too; default false"),
            optional("level", Forms.LEVEL, "the least important lines that the functions write; default info"));

    private OperationsShape() {}
}
