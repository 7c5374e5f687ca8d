package io.breakwater.local.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The table of docs/converse-fields.md, made from what the gateway does with the requests of
/// `converse-requests.txt`. They contain each member that AWS's SDK knows. `-Dbreakwater.rewrite=true`
/// rewrites the page.
final class ConverseFieldsTest {
    private static final FieldsPage PAGE = new FieldsPage("converse-fields", ConverseFieldsTest.class);
    private static final String UNHEARD = "? ";
    private static final String HELLO = "[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]";

    private static FieldTable table() throws Exception {
        return new FieldTable(PutRequests.ofCatalogue());
    }

    @Test
    void the_page_says_of_each_field_of_the_sdk_what_becomes_of_it() throws Exception {
        FieldTable table = table();
        requests(line -> line.startsWith("{")).forEach(table::send);
        assertThat(table.wrong()).as("what the simulated Bedrock refuses").isEmpty();
        requests(line -> line.startsWith(UNHEARD)).forEach(table::send);
        assertThat(SdkMembers.CONVERSE)
                .allSatisfy(member -> assertThat(table.fields())
                        .as("requests in converse-requests.txt that have %s", member)
                        .anyMatch(field -> covers(field, member)));
        PAGE.assertSays(table.lines());
    }

    /// Whether a row belongs to the member, or to a field that contains it and is refused as a whole.
    private static boolean covers(String field, String member) {
        return member.equals(field)
                || member.startsWith(field + ".")
                || (field.startsWith(SdkMembers.OPEN) && member.equals(SdkMembers.OPEN));
    }

    private static List<String> requests(Predicate<String> wanted) throws IOException {
        return FieldRequests.lines("/converse-requests.txt").stream()
                .filter(wanted)
                .map(line ->
                        FieldRequests.json(line.replace(UNHEARD, ""), HELLO).toString())
                .toList();
    }
}
