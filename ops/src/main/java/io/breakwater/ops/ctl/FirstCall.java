package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Alias;
import io.breakwater.model.Tenant;
import io.breakwater.settings.Settings;
import java.net.URI;
import java.util.Comparator;

/// The address of a deployed gateway, and the commands for a first call.
///
/// @param address without a slash at its end
record FirstCall(Settings settings, URI address) {

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("environment", settings.environment())
                .put("url", address.toString());
    }

    String text() {
        Tenant tenant = settings.topology().tenants().values().stream()
                .min(Comparator.comparing((Tenant each) -> each.id().value()))
                .orElseThrow(() -> new CtlException("the environment has no tenants; add one to its file"));
        Alias model = tenant.models().stream().min(Comparator.naturalOrder()).orElseThrow();
        return """
                %1$s answers at %2$s

                Its key:
%6$s

                A first call:
                  curl %2$s/v1/chat/completions -H "authorization: Bearer $KEY" \\
                    -H "content-type: application/json" \\
                    -d '{"model": "%5$s", "messages": [{"role": "user", "content": "Say hello."}]}'

                OpenAI SDKs:
                  export OPENAI_BASE_URL=%2$s/v1 OPENAI_API_KEY=$KEY

                The dashboard:
                  https://%4$s.console.aws.amazon.com/cloudwatch/home?region=%4$s#dashboards/dashboard/breakwater-%1$s

                Next:
                  scripts/demo isolation --env %1$s
                  scripts/gatewayctl usage --env %1$s""".formatted(
                        settings.environment(),
                        address,
                        tenant.id(),
                        settings.home().region(),
                        model.value(),
                        key(tenant).indent(2).stripTrailing());
    }

    private String key(Tenant tenant) {
        return settings.firstKeysInSecrets()
                ? """
                      KEY=$(aws secretsmanager get-secret-value --secret-id breakwater/%s/tenants/%s \\
                        --region %s --query SecretString --output text)""".formatted(
                        settings.environment(), tenant.id(), settings.home().region())
                : """
                      scripts/gatewayctl keys issue %s --env %s
                      KEY=bw_…, which it shows this once""".formatted(tenant.id(), settings.environment());
    }
}
