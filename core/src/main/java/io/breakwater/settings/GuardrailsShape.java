package io.breakwater.settings;

import static io.breakwater.settings.Shape.Property.optional;
import static io.breakwater.settings.Shape.Property.required;

import io.breakwater.model.Guardrail;
import io.breakwater.settings.Shape.Choice;
import io.breakwater.settings.Shape.Entries;
import io.breakwater.settings.Shape.Items;
import io.breakwater.settings.Shape.Text;
import java.util.List;
import java.util.stream.Stream;

/// What `guardrails` of an environment file looks like; ids and versions as GuardrailConfiguration has them (Amazon
/// Bedrock API Reference).
final class GuardrailsShape {
    private static final Text ID = Text.matching(
            "[a-z0-9]{1,64}|arn:aws:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]{1,64}",
            "a guardrail's id such as gr1a2b3c4d5e, or its ARN; a guardrail profile stands in crossRegion");
    private static final Text PROFILE = Text.matching(
            "[a-z0-9-]{1,12}\\.guardrail\\.v[0-9:]{1,8}", "a guardrail profile such as us.guardrail.v1:0");
    private static final Text VERSION =
            Text.matching("[1-9][0-9]{0,7}|DRAFT", "a version in quotes such as \"1\", or DRAFT");
    private static final Choice TRACE = new Choice(
            Stream.of(Guardrail.Trace.values()).map(Guardrail.Trace::label).toList());
    private static final Choice STREAMS = new Choice(List.of("sync", "async"));

    private static final Entries COPY = Entries.of(
            required("shard", Forms.SHARD, "the shard whose account it is in"),
            required("region", Forms.REGION, "the source Region it is in"),
            required("id", ID, "what Bedrock calls it there"),
            required("version", VERSION, "which of its versions is applied"),
            optional(
                    "crossRegion",
                    Entries.of(
                            required("profile", PROFILE, "the guardrail profile it was made with"),
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
            optional("trace", TRACE, "what answers say of the checks; default disabled"),
            optional(
                    "streams",
                    STREAMS,
                    "sync holds a stream back until it is checked, async lets it flow meanwhile; default sync"),
            required(
                    "copies", new Items(COPY, 1), "one for each account and Region: targets without one are left out"));

    static final Items SHAPE = new Items(GUARDRAIL, 1);

    private GuardrailsShape() {}
}
