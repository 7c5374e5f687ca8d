package io.breakwater.dialect;

import io.breakwater.model.Alias;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The ids of the responses that Bedrock has stored for one tenant. An id says where a response is
/// stored, can be read and made only with the tenant's secret, and is always the same for the same
/// content.
///
/// The form is `resp_bw1-` and, in base64, a tag of 16 bytes and the encrypted content: the tag is
/// HMAC-SHA-256 of the content, and AES-128 in counter mode encrypts the content, with the tag as its
/// initial counter ("The SIV mode of operation", Rogaway and Shrimpton 2007). The prefix is that of
/// Bedrock's own ids, since clients check it.
public final class SealedIds {
    /// For a tenant without a secret: no id can be made or opened.
    public static final SealedIds NONE = new SealedIds(Optional.empty());

    private static final Pattern FORM = Pattern.compile("((?:[a-z]{1,12}_)?)bw1-([A-Za-z0-9_-]{22,1400})");
    private static final Pattern PREFIX = Pattern.compile("[a-z]{1,12}_");
    private static final int TAG_BYTES = 16;
    private static final String MAC = "HmacSHA256";

    private final Optional<Keys> keys;

    private record Keys(SecretKeySpec tag, SecretKeySpec content) {}

    /// A stored response, and where it is stored.
    ///
    /// @param alias the alias of its request
    /// @param target the label of the target that has it: `shard/Region/profile`
    /// @param tokens an estimate of the tokens that a request continuing it has before its own input
    /// @param id Bedrock's id
    public record StoredAt(Alias alias, String target, long tokens, String id) {

        private String text() {
            return alias + "\n" + target + "\n" + tokens + "\n" + id;
        }

        private static Optional<StoredAt> of(String text) {
            String[] parts = text.split("\n", 4);
            return parts.length == 4
                    ? Optional.of(new StoredAt(new Alias(parts[0]), parts[1], Long.parseLong(parts[2]), parts[3]))
                    : Optional.empty();
        }
    }

    private SealedIds(Optional<Keys> keys) {
        this.keys = keys;
    }

    /// @param secret the tenant's secret; empty if it has none
    public static SealedIds of(String secret) {
        if (secret.isEmpty()) {
            return NONE;
        }
        SecretKeySpec root = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC);
        return new SealedIds(Optional.of(new Keys(
                new SecretKeySpec(mac(root, "tag"), MAC),
                new SecretKeySpec(Arrays.copyOf(mac(root, "content"), 16), "AES"))));
    }

    /// Whether ids can be made; without them nothing may be stored.
    public boolean work() {
        return keys.isPresent();
    }

    /// Whether a text looks like a sealed id of any tenant.
    public static boolean isSealed(String id) {
        return FORM.matcher(id).matches();
    }

    /// @throws IllegalStateException if there is no secret
    public String seal(StoredAt stored) {
        Keys known = keys.orElseThrow(() -> new IllegalStateException("no id can be made without a secret"));
        String text = stored.text();
        byte[] tag = tag(known, text);
        byte[] content = crypt(Cipher.ENCRYPT_MODE, known, tag, text.getBytes(StandardCharsets.UTF_8));
        byte[] sealed = ByteBuffer.allocate(TAG_BYTES + content.length)
                .put(tag)
                .put(content)
                .array();
        return prefix(stored.id()) + "bw1-" + encoded(sealed);
    }

    /// The content of an id; empty if the id was not made here for this tenant, or is damaged.
    public Optional<StoredAt> open(String id) {
        Matcher form = FORM.matcher(id);
        return keys.isPresent() && form.matches() ? open(keys.get(), form.group(1), form.group(2)) : Optional.empty();
    }

    private static Optional<StoredAt> open(Keys known, String prefix, String written) {
        byte[] sealed = decoded(written);
        if (sealed.length <= TAG_BYTES || !encoded(sealed).equals(written)) {
            return Optional.empty();
        }
        byte[] tag = Arrays.copyOf(sealed, TAG_BYTES);
        byte[] content = Arrays.copyOfRange(sealed, TAG_BYTES, sealed.length);
        String text = new String(crypt(Cipher.DECRYPT_MODE, known, tag, content), StandardCharsets.UTF_8);
        return MessageDigest.isEqual(tag, tag(known, text))
                ? StoredAt.of(text).filter(stored -> prefix(stored.id()).equals(prefix))
                : Optional.empty();
    }

    private static String prefix(String id) {
        Matcher prefix = PREFIX.matcher(id);
        return prefix.lookingAt() ? prefix.group() : "";
    }

    private static byte[] decoded(String written) {
        try {
            return Base64.getUrlDecoder().decode(written);
        } catch (IllegalArgumentException notWhole) {
            return new byte[0];
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] tag(Keys known, String text) {
        return Arrays.copyOf(mac(known.tag(), text), TAG_BYTES);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no HMAC-SHA-256, which every one must have", e);
        }
    }

    private static byte[] crypt(int mode, Keys known, byte[] tag, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, known.content(), new IvParameterSpec(tag));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java runtime has no AES in counter mode, which every one must have", e);
        }
    }
}
