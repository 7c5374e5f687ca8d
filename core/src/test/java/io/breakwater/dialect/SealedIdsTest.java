package io.breakwater.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.dialect.SealedIds.StoredAt;
import io.breakwater.identity.Pepper;
import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Ids of stored objects: whoever made one can read it, and nobody else can read or make one.
class SealedIdsTest {
    private static final byte[] SECRET = new byte[32];
    private static final StoredAt STORED = new StoredAt(
            new Alias("gpt"),
            "a/us-east-1/us.openai.gpt-6-sol",
            1_234,
            "resp_0123456789abcdef0123456789abcdef0123456789");

    private static SealedIds of(String tenant) {
        return SealedIds.of(new Pepper(SECRET).sealing(new TenantId(tenant)));
    }

    @Test
    void an_id_says_what_was_sealed_in_every_copy_and_after_every_restart() {
        String id = of("search").seal(STORED);

        assertThat(id).matches("resp_bw1-[A-Za-z0-9_-]+").hasSizeLessThan(200);
        assertThat(of("search").seal(STORED)).isEqualTo(id);
        assertThat(of("search").open(id)).contains(STORED);
        assertThat(SealedIds.isSealed(id)).isTrue();
    }

    @Test
    void it_shows_nothing_of_where_it_is_stored() {
        byte[] content = Base64.getUrlDecoder().decode(of("search").seal(STORED).substring(9));

        assertThat(new String(content, StandardCharsets.ISO_8859_1)).doesNotContain("us-east-1", "openai", "resp_");
    }

    @Test
    void another_tenant_and_another_environment_cannot_read_it() {
        byte[] elsewhere = SECRET.clone();
        elsewhere[0] = 1;
        String id = of("search").seal(STORED);

        assertThat(of("searcher").open(id)).isEmpty();
        assertThat(SealedIds.of(new Pepper(elsewhere).sealing(new TenantId("search")))
                        .open(id))
                .isEmpty();
        assertThat(SealedIds.NONE.open(id)).isEmpty();
        assertThatThrownBy(() -> SealedIds.NONE.seal(STORED)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatever_is_changed_or_cut_of_it_it_is_none() {
        SealedIds ids = of("search");
        String id = ids.seal(STORED);
        SplittableRandom random = new SplittableRandom(7);
        for (int at = 0; at < id.length(); at++) {
            char other = "abcdefXYZ019_-".charAt(random.nextInt(14));
            String forged = id.substring(0, at) + other + id.substring(at + 1);
            assertThat(ids.open(id.substring(0, at))).isEmpty();
            assertThat(forged.equals(id) || ids.open(forged).isEmpty())
                    .as(forged)
                    .isTrue();
        }
        for (String odd :
                new String[] {"", "resp_", "resp_bw1-", id + "A", id + "=", "msg_" + id.substring(5), "x".repeat(5_000)
                }) {
            assertThat(ids.open(odd)).as(odd).isEmpty();
        }
    }

    @Test
    void ids_of_items_keep_their_kind_and_one_without_a_kind_has_none() {
        SealedIds ids = of("search");
        for (String own : new String[] {"msg_1", "rs_2", "fc_3", "plain", "with\nlines"}) {
            StoredAt item = new StoredAt(STORED.alias(), STORED.target(), 0, own);
            assertThat(ids.open(ids.seal(item))).contains(item);
        }
        assertThat(ids.seal(new StoredAt(STORED.alias(), STORED.target(), 0, "msg_1")))
                .startsWith("msg_bw1-");
    }
}
