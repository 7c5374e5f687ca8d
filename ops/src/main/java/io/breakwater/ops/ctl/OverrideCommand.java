package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Limits that have another value for a time.
@Command(name = "override", description = "Gives one of a tenant's limits another value for a time.")
final class OverrideCommand {

    @Command(name = "set", description = "Counts with the next request; usdPerMonth in USD. Needs --for or --until.")
    int set(
            @Mixin Access access,
            @Mixin EndTime when,
            @Parameters(paramLabel = "TENANT") String tenant,
            @Parameters(paramLabel = "LIMIT") String limit,
            @Parameters(paramLabel = "VALUE") BigDecimal value) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("value", value);
        when.end(InstantSource.system()).ifPresent(end -> body.put("until", end.toString()));
        return access.show("PUT", path(tenant, limit), body, AnswerTexts::amended);
    }

    @Command(name = "clear", description = "Brings the configured value back with the next request.")
    int clear(
            @Mixin Access access,
            @Parameters(paramLabel = "TENANT") String tenant,
            @Parameters(paramLabel = "LIMIT") String limit) {
        return access.show("DELETE", path(tenant, limit), AnswerTexts::amended);
    }

    private static String path(String tenant, String limit) {
        return "tenants/" + UrlNames.one(tenant) + "/overrides/" + UrlNames.one(limit);
    }
}
