package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.ops.account.AwsEndpoint;
import io.breakwater.ops.account.InvokeUrl;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of every command: which gateway to ask, and how to print its answer.
final class Access {
    @Option(
            names = "--env",
            paramLabel = "ENV",
            description = "A deployed environment; called with your AWS credentials.")
    @Nullable
    String environment;

    @Option(
            names = "--invoke-url",
            paramLabel = "TEMPLATE",
            description = "Its API's address, with {api}, {stage} and {region} in it; default AWS's own address.")
    @Nullable
    String invokeUrl;

    @Option(names = "--url", paramLabel = "URL", description = "A gateway on this machine; needs --token-file.")
    @Nullable
    URI url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "The file with its admin token.")
    @Nullable
    Path tokenFile;

    @Option(names = "--json", description = "Prints the API's answer unchanged.")
    boolean json;

    @Nullable
    private AdminClient client;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec command;

    /// Asks without a body, and prints the answer.
    int show(String method, String path, Function<JsonNode, String> text) {
        return show(method, path, JsonNodeFactory.instance.objectNode(), text);
    }

    int show(String method, String path, ObjectNode body, Function<JsonNode, String> text) {
        JsonNode answer = ask(method, path, body);
        print(json ? answer.toPrettyString() : text.apply(answer).stripTrailing());
        return 0;
    }

    /// Asks for a list of tenants page by page, and prints all of it as one.
    int showAll(String path, Function<JsonNode, String> text) {
        ObjectNode all = Pages.all(page -> ask("GET", path + page, JsonNodeFactory.instance.objectNode()));
        print(json ? all.toPrettyString() : text.apply(all).stripTrailing());
        return 0;
    }

    /// Prints the address of an environment's gateway, and a first call.
    int endpoint() {
        if (environment == null || url != null) {
            throw new Misuse("name a deployed environment: --env ENV");
        }
        FirstCall found = AdminEndpoint.endpoint(environment, invokeUrl());
        print(json ? found.json().toPrettyString() : found.text());
        return 0;
    }

    /// The answer itself. The gateway's address is looked up once.
    JsonNode ask(String method, String path, ObjectNode body) {
        if (client == null) {
            client = client();
        }
        return client.call(method, path, body);
    }

    private AdminClient client() {
        if (environment != null && url == null) {
            return AdminEndpoint.deployed(environment, invokeUrl());
        }
        if (environment == null && invokeUrl == null && url != null && tokenFile != null) {
            return AdminEndpoint.local(url, tokenFile);
        }
        throw new Misuse("say which gateway: --env ENV, or --url URL with --token-file FILE");
    }

    private InvokeUrl invokeUrl() {
        return Optional.ofNullable(invokeUrl)
                .map(InvokeUrl::new)
                .orElseGet(() -> InvokeUrl.behind(AwsEndpoint.ofEnvironment()));
    }

    void print(String text) {
        if (command == null) {
            throw new IllegalStateException("picocli has not filled in the command that uses these options");
        }
        command.commandLine().getOut().println(text);
        command.commandLine().getOut().flush();
    }
}
