package io.breakwater.settings;

import io.breakwater.model.EffortLevel;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.OutputBound;
import io.breakwater.model.Terms;
import io.breakwater.settings.Shape.Choice;
import io.breakwater.settings.Shape.Decimal;
import io.breakwater.settings.Shape.Flag;
import io.breakwater.settings.Shape.Text;
import io.breakwater.settings.Shape.Whole;
import java.util.List;
import java.util.stream.Stream;

/// The forms of single values; ids have the forms that the records of the model package require.
final class Forms {
    static final Text ENVIRONMENT =
            Text.matching("[a-z][a-z0-9]{1,11}", "a lower-case letter, then 1 to 11 lower-case letters or digits");
    static final Text ACCOUNT = Text.matching("[0-9]{12}", "an account number, 12 digits in quotes");
    static final Text ORGANIZATION = Text.matching("o-[a-z0-9]{10,32}", "o- and 10 to 32 lower-case letters or digits");
    static final Text REGION = Text.matching("[a-z]{2}(-[a-z]+)+-[0-9]", "a Region code such as us-east-1");
    static final Text SHARD = Text.matching(
            "[a-z][a-z0-9-]{0,15}", "a lower-case letter, then up to 15 lower-case letters, digits or hyphens");
    static final Text TENANT = Text.matching(
            "[a-z][a-z0-9-]{0,31}", "a lower-case letter, then up to 31 lower-case letters, digits or hyphens");
    static final Text PLAN = TENANT;
    static final Text ROUTES = TENANT;
    static final Text ALIAS =
            Text.matching("[a-z0-9][a-z0-9._-]{0,63}", "a lower-case letter or digit, then up to 63 of a-z 0-9 . _ -");
    static final Text MODEL_NAME = Text.matching(
            "[A-Za-z0-9][A-Za-z0-9._:/@-]{0,255}", "a letter or digit, then up to 255 of A-Z a-z 0-9 . _ : / @ -");
    static final Text ALIAS_OR_ALL =
            Text.matching("\\*|[a-z0-9][a-z0-9._-]{0,63}", "an alias of 'models', or \"*\" for all");
    static final Text PROFILE = Text.matching(
            "(?:[a-z][a-z-]*\\.)?[a-z0-9]+\\.[a-z0-9.:_-]+",
            "an inference profile id such as us.anthropic.claude-sonnet-4-6");
    static final Text MODEL =
            Text.matching("[a-z0-9]+\\.[a-z0-9.:_-]+", "a model id such as anthropic.claude-sonnet-4-6");
    static final Text ENDPOINT =
            Text.matching("runtime", "runtime, the only endpoint that can be called yet; leave it out");
    static final Text LABEL = Text.matching("[^\\s].{0,79}", "a name of 1 to 80 characters");
    static final Text EMAIL = Text.matching("[^@\\s]+@[^@\\s]+\\.[^@\\s]+", "an e-mail address");
    /// An alarm's description has 1,024 characters ("PutMetricAlarm", Amazon CloudWatch API Reference).
    static final Text PAGES = Text.matching(
            "https?://[^\\s?#]{1,190}", "a URL such as https://git.example.com/team/breakwater/blob/main/docs");

    /// "Serialization of an origin", HTML Standard, section 7.1.1.
    static final Text ORIGIN = Text.matching(
            "\\*|[a-z][a-z0-9+.-]*://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+\\])(:[1-9][0-9]{0,4})?",
            "an origin as browsers send it, such as https://app.example.com or http://localhost:3000, in lower case, without"
                    + " a path or a slash at its end; or \"*\" alone for every page");

    static final Text SINK = Text.matching(
            "arn:aws:oam:[a-z0-9-]+:[0-9]{12}:sink/[A-Za-z0-9-]+",
            "the ARN of an observability sink such as arn:aws:oam:us-east-1:123456789012:sink/1a2b3c");
    static final Text SUBNET =
            Text.matching("subnet-([0-9a-f]{8}|[0-9a-f]{17})", "a subnet such as subnet-0123456789abcdef0");
    static final Text SECURITY_GROUP =
            Text.matching("sg-([0-9a-f]{8}|[0-9a-f]{17})", "a security group such as sg-0123456789abcdef0");
    static final Text DURATION = Text.matching("[1-9][0-9]{0,6}(ms|s|m)", "a duration such as 500ms, 10s or 5m");
    static final Text WAIT = Text.matching("0ms|[1-9][0-9]{0,6}(ms|s|m)", "a wait such as 0ms, 500ms or 10s");

    static final Text DATE =
            Text.matching("20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "a day such as 2026-10-09");

    static final Choice OPERATION = new Choice(
            Stream.of(ModelOperation.values()).map(ModelOperation::label).toList());
    /// The APIs other than Converse, for which a model's `features` already hold.
    static final Choice OTHER_API = new Choice(Stream.of(ModelApi.values())
            .filter(api -> api != ModelApi.CONVERSE)
            .map(ModelApi::label)
            .toList());
    static final Text MEMBER =
            Text.matching("[a-z][A-Za-z0-9_]{0,63}", "a member of a request, such as presence_penalty");
    static final Choice STREAMS = new Choice(List.of("all", "text", "none"));
    static final Choice LIFECYCLE = new Choice(List.of("active", "legacy"));
    static final Choice GEOGRAPHY = new Choice(List.of("global", "us", "eu", "jp", "au", "apac", "ca", "region"));
    static final Choice RESIDENCY = new Choice(List.of("any", "us", "eu", "jp", "au", "apac", "ca"));
    static final Choice PROTECTION = new Choice(List.of("guarded", "disposable"));
    static final Choice ANSWER_MODEL = new Choice(List.of("answered", "alias"));
    static final Choice OUTPUT_BOUND =
            new Choice(Stream.of(OutputBound.values()).map(OutputBound::label).toList());
    static final Choice USAGE_PLANS = new Choice(List.of("tenant", "plan"));
    static final Choice FIRST_KEYS = new Choice(List.of("secret", "operator"));
    static final Choice ENCRYPTION = new Choice(List.of("aws-owned", "customer-managed"));
    static final Choice PRIORITY = new Choice(List.of("low", "standard", "high"));
    static final Choice FAIL_MODE = new Choice(List.of("closed", "local"));
    static final Choice LEVEL = new Choice(List.of("debug", "info", "warn", "error"));
    static final Choice LIMIT_NAME =
            new Choice(Stream.of(LimitName.values()).map(LimitName::label).toList());
    static final Whole LEDGER_SHARDS = new Whole(1, Terms.MOST_SHARDS);
    static final Choice FEATURE = new Choice(Stream.of(Feature.values())
            .filter(feature -> feature != Feature.EFFORT)
            .map(Feature::label)
            .toList());
    static final Choice FEATURE_BEFORE = new Choice(Stream.of(Feature.values())
            .filter(Features.SAID_BEFORE::contains)
            .map(Feature::label)
            .toList());
    static final Choice EFFORT =
            new Choice(EffortLevel.all().stream().map(EffortLevel::label).toList());

    static final Flag FLAG = new Flag();
    static final Whole LIMIT = new Whole(1, Limits.LARGEST);
    static final Whole TOKENS = new Whole(1, 100_000_000);
    static final Whole WEIGHT = new Whole(1, 1_000);
    static final Whole PERCENT = new Whole(1, 100);
    static final Decimal RATIO = Decimal.between("0", "1");

    private Forms() {}
}
