package io.breakwater.local.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Samples;
import io.breakwater.local.run.ConfigFiles;
import io.breakwater.model.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;

/// The table of docs/converse-fields.md: made of what the gateway does with the requests of
/// `converse-requests.txt`, in which each member stands that AWS's SDK knows. `-Dbreakwater.rewrite=true` writes
/// it anew.
final class ConverseFieldsTest {
    private static final Path PAGE = Path.of(System.getProperty("breakwater.root"), "docs/converse-fields.md");
    private static final String FROM = "<!-- fields, written by ConverseFieldsTest -->\n";
    private static final String TO = "<!-- end of the fields -->\n";
    private static final String HEAD =
            "| field | sent | becomes | a model needs | named in `x-breakwater-adapted` |\n|---|---|---|---|---|\n";
    private static final String UNHEARD = "? ";
    private static final String HELLO = "[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]";

    private static final List<String> MEMBERS = SdkMembers.of(
            ConverseRequest.builder().build(), ConverseStreamRequest.builder().build());

    /// What a model has beyond Converse is shown field by field; all other documents are one value.
    private static final String OPEN = "additionalModelRequestFields";

    private static FieldTable table() throws Exception {
        Collection<Profile> profiles = ConfigFiles.read(ConfigFiles.root().resolve("config/local.yaml"))
                .profiles()
                .values();
        PutRequests models = new PutRequests(
                profiles.stream().map(Profile::model).distinct().toList(),
                profiles.iterator().next().id());
        Set<String> whole = new HashSet<>(MEMBERS);
        whole.remove(OPEN);
        return new FieldTable(MEMBERS, whole, models);
    }

    @Test
    void the_page_says_of_each_field_of_the_sdk_what_becomes_of_it() throws Exception {
        FieldTable table = table();
        requests(line -> line.startsWith("{")).forEach(table::send);
        assertThat(table.wrong()).as("what the simulated Bedrock refuses").isEmpty();
        requests(line -> line.startsWith(UNHEARD)).forEach(table::send);
        assertThat(MEMBERS)
                .allSatisfy(member -> assertThat(table.fields())
                        .as("requests in converse-requests.txt that have %s", member)
                        .anyMatch(field -> covers(field, member)));
        String lines = FROM + HEAD + String.join("\n", table.lines()) + "\n";
        if (Boolean.getBoolean("breakwater.rewrite")) {
            Files.writeString(PAGE, written(lines));
        }
        assertThat(Files.readString(PAGE))
                .as("what docs/converse-fields.md does not say; if it is meant, run with -Dbreakwater.rewrite=true")
                .isEqualTo(written(lines));
    }

    /// Whether a row is the member's, or that of what it is a part of, which is refused as a whole.
    private static boolean covers(String field, String member) {
        return member.equals(field)
                || member.startsWith(field + ".")
                || (field.startsWith(OPEN) && member.equals(OPEN));
    }

    private static String written(String table) throws IOException {
        String page = Files.readString(PAGE);
        return page.substring(0, page.indexOf(FROM)) + table + page.substring(page.indexOf(TO));
    }

    private static List<String> requests(Predicate<String> wanted) throws IOException {
        try (InputStream file = ConverseFieldsTest.class.getResourceAsStream("/converse-requests.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(wanted)
                    .map(ConverseFieldsTest::whole)
                    .toList();
        }
    }

    private static String whole(String line) {
        ObjectNode request = Samples.json(line.replace(UNHEARD, "").replace('\'', '"'));
        if (!request.has("messages")) {
            request.set("messages", Samples.json("{\"m\":" + HELLO + "}").get("m"));
        }
        return request.toString();
    }
}
