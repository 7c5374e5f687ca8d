package io.breakwater.settings;

import static io.breakwater.settings.Shape.Property.optional;
import static io.breakwater.settings.Shape.Property.required;

import io.breakwater.settings.Shape.Decimal;
import io.breakwater.settings.Shape.Entries;
import io.breakwater.settings.Shape.EntriesOrItems;
import io.breakwater.settings.Shape.Items;
import io.breakwater.settings.Shape.Named;
import io.breakwater.settings.Shape.Whole;

/// The shape of `config/models.yaml`.
final class CatalogueShape {
    private static final Decimal PRICE = Decimal.between("0", "10000");

    private static final Entries ROUTE = Entries.of(
            required("from", new Items(Forms.REGION, 1), "the source Regions from which a profile can be called"),
            optional(
                    "to",
                    new Items(Forms.REGION, 1),
                    "the Regions that may answer; left out for global profiles: any commercial Region"));

    private static final Entries PRICES = Entries.of(
            required("input", PRICE, "USD per million input tokens"),
            required("output", PRICE, "USD per million output tokens"),
            optional("cacheRead", PRICE, "USD per million tokens read from the prompt cache; default 0.1 x input"),
            optional("cacheWrite", PRICE, "USD per million tokens written to the prompt cache; default 1.25 x input"),
            optional(
                    "cacheWriteHour",
                    PRICE,
                    "USD per million tokens written to the prompt cache for an hour; default 2 x input"));

    static final Entries CAPACITY = Entries.of(
            optional("requestsPerMinute", Forms.LIMIT, "requests per minute"),
            optional("tokensPerMinute", Forms.LIMIT, "tokens per minute, input and output together"));

    private static final Entries PROFILE = Entries.of(
            required("routes", Forms.ROUTES, "a name of 'routes': the Regions from and to which this profile routes"),
            required("price", PRICES, "prices by source Region, without discounts"),
            optional("quota", CAPACITY, "the published default quota of an account; left out where it is not known"));

    private static final Entries TIMES = Entries.of(
            optional("firstToken", Forms.DURATION, "from a request to the first content of its stream"),
            optional("idle", Forms.DURATION, "between two pieces of a stream"));

    private static final Entries LIFECYCLE = Entries.of(
            required("status", Forms.LIFECYCLE, "as Bedrock says it"),
            optional("endOfLife", Forms.DATE, "the day on which Bedrock stops answering for it"));

    private static final Entries FEATURES = Entries.of(
            required("has", new Items(Forms.FEATURE, 0), "the features it has; it lacks all others"),
            optional("effort", new Items(Forms.EFFORT, 1), "the levels of effort it has; left out where it has none"),
            optional(
                    "cacheMinimumTokens",
                    Forms.TOKENS,
                    "the shortest prompt, in tokens, that a cache point caches; left out if unknown"));

    private static final Entries API = Entries.of(
            optional("has", new Items(Forms.FEATURE, 0), "what a model has by this API; default: its own features"),
            optional("effort", new Items(Forms.EFFORT, 1), "the levels of effort it has there, beside 'has'"),
            optional("refuses", new Items(Forms.MEMBER, 1), "members of a request that it refuses there"),
            optional(
                    "refusesReasoning",
                    new Items(Forms.MEMBER, 1),
                    "members that it refuses there while it reasons; it reasons unless the effort is none"));

    private static final Entries MODEL = Entries.of(
            required("name", Forms.LABEL, "the name for people"),
            required("contextTokens", Forms.TOKENS, "input and output together"),
            required("maxOutputTokens", Forms.TOKENS, "the most tokens that one answer can have"),
            required("burndown", new Whole(1, 100), "how many quota tokens one output token costs"),
            required(
                    "features",
                    new EntriesOrItems(FEATURES, new Items(Forms.FEATURE_BEFORE, 0)),
                    "the model's features; with a list, the older form, newer features are not checked"),
            optional("family", Forms.ROUTES, "a name of 'families', for its other APIs if they differ from 'features'"),
            optional(
                    "operations",
                    new Items(Forms.OPERATION, 1),
                    "its operations, the preferred API first; default: converse and converse-stream, for Claude also invoke and invoke-with-response-stream, which accept Anthropic's Messages"),
            optional(
                    "streams",
                    Forms.STREAMS,
                    "what it can send piece by piece: all (default), text (nothing with tools), or none"),
            optional(
                    "lifecycle",
                    LIFECYCLE,
                    "whether it is active or legacy; default: active, without an announced end"),
            optional("pricesAsOf", Forms.DATE, "the day on which its prices were read"),
            optional("mantleId", Forms.MODEL, "its id at the endpoint bedrock-mantle, which is not called yet"),
            optional("timeouts", TIMES, "its time limits, if they differ from the environment's"),
            required(
                    "profiles",
                    new Named(Forms.GEOGRAPHY, PROFILE, 1),
                    "inference profiles by geography, the prefix of their id; region for calls by the model's own id"));

    static final Entries SHAPE = Entries.of(
            required(
                    "routes",
                    new Named(Forms.ROUTES, new Items(ROUTE, 1), 1),
                    "named lists of source Regions and the Regions that may answer them"),
            optional(
                    "families",
                    new Named(Forms.ROUTES, new Named(Forms.OTHER_API, API, 1), 0),
                    "what models of a family take by an API, where that is not what their features say, by name and API"),
            required("models", new Named(Forms.MODEL, MODEL, 1), "foundation models by id"));

    private CatalogueShape() {}
}
