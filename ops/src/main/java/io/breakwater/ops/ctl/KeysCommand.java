package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The keys of a tenant.
@Command(name = "keys", description = "Lists, issues, rotates and revokes a tenant's keys.")
final class KeysCommand {

    @Command(name = "list", description = "A tenant's keys, without their texts.")
    int list(@Mixin Access access, @Parameters(paramLabel = "TENANT") String tenant) {
        return access.show("GET", "tenants/" + UrlNames.one(tenant) + "/keys", AnswerTexts::keys);
    }

    @Command(name = "issue", description = "Makes a further key; a tenant may have two.")
    int issue(
            @Mixin Access access,
            @Mixin EndTime when,
            @Parameters(paramLabel = "TENANT") String tenant,
            @Option(
                            names = "--model",
                            paramLabel = "ALIAS",
                            description = "A model that the key may use; default: all of the tenant's.")
                    @Nullable
                    List<String> models,
            @Option(
                            names = "--source",
                            paramLabel = "CIDR",
                            description = "An address range from which the key may be used; default: any.")
                    @Nullable
                    List<String> sources) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        add(body, "models", models);
        add(body, "sources", sources);
        when.end(InstantSource.system()).ifPresent(end -> body.put("notAfter", end.toString()));
        return access.show("POST", "tenants/" + UrlNames.one(tenant) + "/keys", body, AnswerTexts::newKey);
    }

    private static void add(ObjectNode body, String member, @Nullable List<String> values) {
        if (values != null) {
            values.forEach(body.withArray(member)::add);
        }
    }

    @Command(name = "rotate", description = "Makes a key of the same scope, and ends the old one after a grace period.")
    int rotate(
            @Mixin Access access,
            @Parameters(paramLabel = "TENANT") String tenant,
            @Parameters(paramLabel = "KEY") String key,
            @Option(
                            names = "--grace",
                            paramLabel = "TIME",
                            description = "How long the old key remains valid; default 24h.")
                    @Nullable
                    String grace) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (grace != null) {
            body.put("grace", grace);
        }
        return access.show(
                "POST",
                "tenants/" + UrlNames.one(tenant) + "/keys/" + UrlNames.one(key) + "/rotate",
                body,
                AnswerTexts::newKey);
    }

    @Command(name = "revoke", description = "Ends a key with the next call that presents it, for good.")
    int revoke(
            @Mixin Access access,
            @Parameters(paramLabel = "TENANT") String tenant,
            @Parameters(paramLabel = "KEY") String key) {
        return access.show(
                "DELETE", "tenants/" + UrlNames.one(tenant) + "/keys/" + UrlNames.one(key), AnswerTexts::revoked);
    }
}
