package io.breakwater.settings;

import static io.breakwater.settings.Shape.Property.optional;
import static io.breakwater.settings.Shape.Property.required;

import io.breakwater.model.Guardrail;
import io.breakwater.settings.Shape.Choice;
import io.breakwater.settings.Shape.Decimal;
import io.breakwater.settings.Shape.Entries;
import io.breakwater.settings.Shape.Items;
import io.breakwater.settings.Shape.Named;
import io.breakwater.settings.Shape.Text;
import io.breakwater.settings.Shape.Whole;
import java.util.List;
import java.util.stream.Stream;

/// The shape of the operational parts of an environment file.
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
                    "running requests at once; default 80 % of what reservedConcurrency gives the router, else 800"),
            optional("storeErrors", Forms.LIMIT, "ledger writes that failed in a minute; default 5"),
            optional("lostSettlements", Forms.LIMIT, "settlements lost in five minutes; default 10"),
            optional("leakedTokens", Forms.LIMIT, "tokens of requests that never settled, an hour; default 1000000"),
            optional("closedQuotas", Forms.LIMIT, "daily quotas used up in five minutes; default 1"),
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
                    "running requests at once; default 700, and 0 refuses all"),
            optional("authorizer", new Whole(1, MOST_EXECUTIONS), "keys being checked at once; default 100"),
            optional("admin", new Whole(1, MOST_EXECUTIONS), "calls of operators at once; default 10"));

    static final Entries THROTTLE = Entries.of(
            optional("factor", Decimal.between("1", "100"), "its rate over the plan's requests; default 2.0"),
            optional("burst", new Whole(1, 5_000), "the fewest requests it lets through at once; default 20"),
            optional(
                    "usagePlans",
                    Forms.USAGE_PLANS,
                    "tenant: one for each tenant, of which a stack holds some 120; plan: one for each plan, with a key for"
                            + " each tenant; default tenant"));

    /// In seconds. The bound is how long a revoked key may stay valid; API Gateway itself would allow
    /// an hour.
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

    /// Ids and versions as GuardrailConfiguration has them (Amazon Bedrock API Reference).
    private static final Text GUARDRAIL_ID = Text.matching(
            "[a-z0-9]{1,64}|arn:aws:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]{1,64}",
            "a guardrail's id such as gr1a2b3c4d5e, or its ARN; a guardrail profile belongs in crossRegion");
    private static final Text GUARDRAIL_PROFILE = Text.matching(
            "[a-z0-9-]{1,12}\\.guardrail\\.v[0-9:]{1,8}", "a guardrail profile such as us.guardrail.v1:0");
    private static final Text GUARDRAIL_VERSION =
            Text.matching("[1-9][0-9]{0,7}|DRAFT", "a version in quotes such as \"1\", or DRAFT");
    private static final Choice GUARDRAIL_TRACE = new Choice(
            Stream.of(Guardrail.Trace.values()).map(Guardrail.Trace::label).toList());
    private static final Choice GUARDRAIL_STREAMS = new Choice(List.of("sync", "async"));

    private static final Entries GUARDRAIL_COPY = Entries.of(
            required("shard", Forms.SHARD, "the shard whose account it is in"),
            required("region", Forms.REGION, "the source Region it is in"),
            required("id", GUARDRAIL_ID, "what Bedrock calls it there"),
            required("version", GUARDRAIL_VERSION, "which of its versions is applied"),
            optional(
                    "crossRegion",
                    Entries.of(
                            required("profile", GUARDRAIL_PROFILE, "the guardrail profile it was made with"),
                            required(
                                    "regions",
                                    new Items(Forms.REGION, 1),
                                    "all Regions to which the profile routes, which may read prompts and answers")),
                    "where it checks, if it was made to check in several Regions"));

    private static final Entries GUARDRAIL = Entries.of(
            required("id", Forms.TENANT, "its name here, which callers may ask for"),
            optional("models", new Items(Forms.ALIAS, 1), "the aliases whose calls it checks; default all"),
            optional("plans", new Items(Forms.PLAN, 1), "the plans whose tenants' calls it checks; default all"),
            optional(
                    "tenants",
                    new Items(Forms.TENANT, 1),
                    "the tenants whose calls it checks, beside those of 'plans'"),
            optional("onRequest", Forms.FLAG, "whether it checks only calls that ask for it by name; default false"),
            optional("trace", GUARDRAIL_TRACE, "what answers say of the checks; default disabled"),
            optional(
                    "streams",
                    GUARDRAIL_STREAMS,
                    "sync holds a stream back until it is checked, async lets it flow meanwhile; default sync"),
            required(
                    "copies",
                    new Items(GUARDRAIL_COPY, 1),
                    "one for each account and Region: targets without one are left out"));

    static final Items GUARDRAILS = new Items(GUARDRAIL, 1);

    private OperationsShape() {}
}
