package io.breakwater.settings;

import static io.breakwater.settings.Shape.Property.optional;
import static io.breakwater.settings.Shape.Property.required;

import io.breakwater.settings.Shape.Entries;
import io.breakwater.settings.Shape.Items;
import io.breakwater.settings.Shape.Named;
import io.breakwater.settings.Shape.Whole;
import java.util.List;

/// The shape of an environment file.
final class EnvironmentShape {
    /// The keys that are data and not packaged with functions.
    static final List<String> DATA = List.of("plans", "tenants");

    private static final Entries HOME = Entries.of(
            required("account", Forms.ACCOUNT, "the account the gateway is deployed to"),
            required("region", Forms.REGION, "the Region the gateway is deployed to"),
            optional("organization", Forms.ORGANIZATION, "the AWS organization whose accounts alone shards trust"));

    private static final Entries SHARD = Entries.of(
            required("id", Forms.SHARD, "the shard's name"),
            required("account", Forms.ACCOUNT, "the account whose Bedrock quotas are used"),
            required("regions", new Items(Forms.REGION, 1), "the source Regions from which Bedrock is called"),
            optional("weight", Forms.WEIGHT, "its share of traffic relative to other shards; default 1"));

    private static final Entries MEMBER = Entries.of(
            required("profile", Forms.PROFILE, "an inference profile of the catalogue"),
            required("shards", new Items(Forms.SHARD, 1), "the shards whose quotas it uses"),
            optional(
                    "capacity",
                    CatalogueShape.CAPACITY,
                    "the quota of each of its targets; default: as in the catalogue"),
            optional(
                    "weight",
                    Forms.WEIGHT,
                    "its share of the tier's requests relative to the other members, divided among its targets; default:"
                            + " none has one, and the emptier target comes first"),
            optional("endpoint", Forms.ENDPOINT, "where Bedrock is called; default runtime"));

    private static final Entries TIER = Entries.of(
            optional("profile", Forms.PROFILE, "an inference profile of the catalogue; or use 'profiles' or 'members'"),
            optional("profiles", new Items(Forms.PROFILE, 1), "several inference profiles of equal quality"),
            optional("shards", new Items(Forms.SHARD, 1), "the shards whose quotas it uses; needed without 'members'"),
            optional("capacity", CatalogueShape.CAPACITY, "the quota of each target; default: as in the catalogue"),
            optional(
                    "weights",
                    new Named(Forms.SHARD, Forms.WEIGHT, 1),
                    "shares of this tier's traffic by shard; default: the shards' own"),
            optional(
                    "members",
                    new Items(MEMBER, 1),
                    "in place of the above: parts with shards, capacity and weight of their own"));

    private static final Entries ALIAS = Entries.of(
            optional(
                    "defaultMaxTokens",
                    Forms.TOKENS,
                    "max_tokens of requests that name none; default 16384, or fewer where its models can write fewer"),
            optional(
                    "outputBound",
                    Forms.OUTPUT_BOUND,
                    "the bound of requests without max_tokens: fixed, the default's, or learned from the lengths of the tenant's answers; default fixed"),
            optional(
                    "names",
                    new Items(Forms.MODEL_NAME, 1),
                    "further names that clients may ask for it by; the ids of its first tier's models, of all their"
                            + " inference profiles and their ARNs are such names without being listed"),
            optional(
                    "storeResponses",
                    Forms.FLAG,
                    "whether Bedrock stores, for 30 days, what models with OpenAI's Responses answer, so that"
                            + " previous_response_id works; default false"),
            required("tiers", new Items(TIER, 1), "tried in order: the second is the fallback of the first"));

    private static final Entries PLAN = Entries.of(
            optional("requestsPerMinute", Forms.LIMIT, "requests per minute; default unlimited"),
            optional("tokensPerMinute", Forms.LIMIT, "tokens per minute, input and output; default unlimited"),
            optional("tokensPerDay", Forms.LIMIT, "tokens per UTC day; default unlimited"),
            optional(
                    "usdPerMonth",
                    Shape.Decimal.between("0.01", "1000000"),
                    "US dollars per UTC month; default unlimited"),
            optional("concurrency", Forms.LIMIT, "requests in flight; default unlimited"),
            optional("burstPercent", Forms.PERCENT, "how much of a minute may be used at once; default 100"),
            optional("largestRequestTokens", Forms.LIMIT, "the most that one request may reserve; default unlimited"),
            optional("ledgerShards", Forms.LEDGER_SHARDS, "ledger items the limits are spread over; default 1"),
            optional(
                    "shadow",
                    new Items(Forms.LIMIT_NAME, 1),
                    "limits that are counted and reported, but refuse no request"),
            optional("reserveBurndown", Forms.FLAG, "reserve output at its burndown; default false"),
            optional(
                    "defaultMaxTokens",
                    Forms.TOKENS,
                    "max_tokens of its tenants' requests that name none; default the alias's"),
            optional("outputBound", Forms.OUTPUT_BOUND, "fixed or learned; default the alias's"),
            optional("maxWait", Forms.WAIT, "how long a request waits for room instead of a 429; default 0ms"));

    private static final Entries TENANT = Entries.of(
            required("id", Forms.TENANT, "the tenant's name"),
            required("plan", Forms.PLAN, "a name of 'plans'"),
            required("models", new Items(Forms.ALIAS_OR_ALL, 1), "the aliases it may use, or [\"*\"] for all"),
            optional("shards", new Whole(1, 1_000), "how many of the shards it uses; default all"),
            optional("residency", Forms.RESIDENCY, "where its prompts may be processed; default any"),
            optional("priority", Forms.PRIORITY, "low is refused first when a target is short; default standard"),
            optional("maxTokens", Forms.TOKENS, "the most output tokens it may ask for; default the model's"),
            optional("tierFallback", Forms.FLAG, "whether a lower tier may answer; default true"),
            optional("ledgerShards", Forms.LEDGER_SHARDS, "ledger items of this tenant; default the plan's"),
            optional(
                    "failMode",
                    Forms.FAIL_MODE,
                    "while its ledger cannot be reached: closed refuses, local admits a share; default closed"));

    static final Items TENANTS = new Items(TENANT, 1);

    /// The shape of a file of tenants that operators apply.
    static final Entries TENANTS_FILE = Entries.of(required("tenants", TENANTS, "who may call"));

    private static final Entries PRIORITY = Entries.of(
            optional("share", new Whole(0, 100), "per cent of each target's capacity that is guaranteed to it"));

    private static final Entries PRIORITIES = Entries.of(
            optional("high", PRIORITY, "default 50"),
            optional("standard", PRIORITY, "default 35"),
            optional("low", PRIORITY, "default 15"));

    private static final Entries SIMULATED_QUOTA = Entries.of(
            optional("account", Forms.ACCOUNT, "only pools of this account"),
            optional("region", Forms.REGION, "only pools of this source Region"),
            optional("profile", Forms.PROFILE, "only pools of this profile"),
            optional("requestsPerMinute", Forms.LIMIT, "requests per minute"),
            optional("tokensPerMinute", Forms.LIMIT, "tokens per minute"));

    private static final Entries SIMULATION = Entries.of(
            optional("firstToken", Forms.WAIT, "from a request to its first token; default 50ms"),
            optional(
                    "tokensPerSecond",
                    new Whole(0, 1_000_000),
                    "the cadence of an answer; default 200, and 0 for no waiting at all"),
            optional("seed", new Whole(0, Long.MAX_VALUE), "of every random choice; default 1"),
            optional("dailyTokens", Forms.LIMIT, "tokens per day of an account and Region; default unlimited"),
            optional(
                    "quotas", new Items(SIMULATED_QUOTA, 0), "pools whose real quota differs from the configured one"));

    static final Named PLANS = new Named(Forms.PLAN, PLAN, 1);

    static final Entries SHAPE = Entries.of(
            required("environment", Forms.ENVIRONMENT, "its name, as in keys, tags and stack names"),
            required("home", HOME, "where the gateway itself runs"),
            required("shards", new Items(SHARD, 1), "the accounts that Bedrock is called in"),
            required("models", new Named(Forms.ALIAS, ALIAS, 1), "what clients ask for, by alias"),
            required("plans", PLANS, "the limits of tenants, by name"),
            required("tenants", TENANTS, "who may call"),
            optional(
                    "priorities",
                    PRIORITIES,
                    "what tenants of each priority are guaranteed of a target that is short; together at most 100;"
                            + " only priorities that some tenant has count"),
            optional("timeouts", OperationsShape.TIMEOUTS, "how long to wait"),
            optional("limits", OperationsShape.LIMITS, "what a request may be"),
            optional("alarms", OperationsShape.ALARMS, "when alarms are raised, and who gets them"),
            optional("throttle", OperationsShape.THROTTLE, "the API Gateway usage plans in front of the ledgers"),
            optional(
                    "reservedConcurrency",
                    OperationsShape.RESERVED,
                    "how many of the account's concurrent executions are reserved for each function, which is also its maximum; without it, nothing is reserved; `{}` sets the defaults"),
            optional(
                    "authorizerCacheSeconds",
                    OperationsShape.AUTHORIZER_CACHE,
                    "how long API Gateway reuses an answer about a key: a revoked one lives that much longer, and each"
                            + " path takes keys in one header only; default 0, not at all"),
            optional(
                    "firstKeys",
                    Forms.FIRST_KEYS,
                    "secret: a deploy makes each tenant's first key and keeps it in a secret, for 100 tenants at most;"
                            + " operator: gatewayctl keys issue shows it once; default secret"),
            optional(
                    "encryption",
                    Forms.ENCRYPTION,
                    "customer-managed: log groups, secrets, functions' variables and the alarms' topic are encrypted with"
                            + " KMS keys of the environment's own, at 1 USD a month each; default aws-owned"),
            optional(
                    "vpc",
                    OperationsShape.VPC,
                    "the gateway's functions run in this network of its account; default: in Lambda's own"),
            optional(
                    "expectedCopies",
                    new Whole(1, 10_000),
                    "how many copies of the router are expected to run: while the ledger is down, each admits its share of the limits; default 40"),
            optional("logging", OperationsShape.LOGGING, "what is logged"),
            optional(
                    "costAttribution",
                    Forms.FLAG,
                    "an application inference profile per tenant and model, through which it is called, for the bill; default"
                            + " false"),
            optional(
                    "tenantSessions",
                    Forms.FLAG,
                    "whether each tenant's calls are signed by a session of its own name, which the bill shows; default"
                            + " true"),
            optional(
                    "protection",
                    Forms.PROTECTION,
                    "guarded: stacks, tables and keys outlive a destroy; disposable: a destroy leaves nothing; required"
                            + " unless 'simulation' is there"),
            optional(
                    "exposeTargets",
                    Forms.FLAG,
                    "whether answers name the shard, Region and profile that answered; required unless 'simulation' is"
                            + " there"),
            optional(
                    "answerModel",
                    Forms.ANSWER_MODEL,
                    "the 'model' of answers: the model that answered, or the alias asked for; default answered"),
            optional("cors", OperationsShape.CORS, "which web pages may call the API from a browser; default: none"),
            optional(
                    "guardrails",
                    OperationsShape.GUARDRAILS,
                    "what Bedrock checks prompts and answers with; of several that are for one call, the first is applied"),
            optional("simulation", SIMULATION, "how the simulated Bedrock of the embedded run behaves"));

    /// The shape of the part that is packaged with functions: tenants and plans are data.
    static final Entries PACKAGED = new Entries(
            SHAPE.keys().stream().filter(key -> !DATA.contains(key.name())).toList());

    private EnvironmentShape() {}
}
