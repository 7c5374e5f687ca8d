package io.breakwater.dialect.body;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A file's format, in Converse's words (ImageBlock and DocumentBlock, Amazon Bedrock API Reference).
/// The first bytes count before the declared type: some clients write `image/jpeg` or `application/pdf`
/// for every file.
///
/// @param block the content block that carries it, `image` or `document`
/// @param name such as `png` or `pdf`
public record FileFormat(String block, String name) {
    private static final String IMAGE = "image";
    private static final String DOCUMENT = "document";

    /// The base64 characters of the longest signature, WebP's: `RIFF`, four bytes of length, `WEBP`.
    private static final int HEAD_CHARS = 16;

    private static final String TEXT_PREFIX = "text/";

    private static final Map<String, String> BY_MEDIA_TYPE = Map.ofEntries(
            Map.entry("image/png", "png"),
            Map.entry("image/jpeg", "jpeg"),
            Map.entry("image/jpg", "jpeg"),
            Map.entry("image/gif", "gif"),
            Map.entry("image/webp", "webp"),
            Map.entry("application/pdf", "pdf"),
            Map.entry("application/msword", "doc"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            Map.entry("application/vnd.ms-excel", "xls"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            Map.entry("text/csv", "csv"),
            Map.entry("text/html", "html"),
            Map.entry("text/markdown", "md"),
            Map.entry("application/json", "txt"),
            Map.entry("application/xml", "txt"),
            Map.entry("application/yaml", "txt"));

    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("png", "png"),
            Map.entry("jpg", "jpeg"),
            Map.entry("jpeg", "jpeg"),
            Map.entry("gif", "gif"),
            Map.entry("webp", "webp"),
            Map.entry("pdf", "pdf"),
            Map.entry("doc", "doc"),
            Map.entry("docx", "docx"),
            Map.entry("xls", "xls"),
            Map.entry("xlsx", "xlsx"),
            Map.entry("csv", "csv"),
            Map.entry("html", "html"),
            Map.entry("htm", "html"),
            Map.entry("md", "md"),
            Map.entry("markdown", "md"),
            Map.entry("txt", "txt"),
            Map.entry("log", "txt"),
            Map.entry("json", "txt"),
            Map.entry("xml", "txt"),
            Map.entry("yaml", "txt"),
            Map.entry("yml", "txt"));

    /// Empty if no format of Converse is recognized.
    ///
    /// @param mediaType in lower case, or empty
    /// @param fileName the client's name for it, or empty
    public static Optional<FileFormat> of(String mediaType, String fileName, String base64) {
        return nameOfBytes(base64)
                .or(() -> Optional.ofNullable(BY_MEDIA_TYPE.get(mediaType)))
                .or(() -> Optional.ofNullable(BY_EXTENSION.get(extension(fileName))))
                .or(() -> mediaType.startsWith(TEXT_PREFIX) ? Optional.of("txt") : Optional.empty())
                .map(FileFormat::named);
    }

    /// The format by the first bytes; empty if they show none.
    ///
    /// @param base64 with padding
    public static Optional<FileFormat> ofBytes(String base64) {
        return nameOfBytes(base64).map(FileFormat::named);
    }

    /// The media type of a document of this format.
    static String mediaType(String name) {
        return BY_MEDIA_TYPE.entrySet().stream()
                .filter(type -> !name.equals("txt") && type.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("text/plain");
    }

    public boolean isImage() {
        return block.equals(IMAGE);
    }

    private static FileFormat named(String name) {
        return switch (name) {
            case "png", "jpeg", "gif", "webp" -> new FileFormat(IMAGE, name);
            default -> new FileFormat(DOCUMENT, name);
        };
    }

    private static Optional<String> nameOfBytes(String base64) {
        String head = head(base64);
        if (head.startsWith("%PDF")) {
            return Optional.of("pdf");
        }
        if (head.startsWith("\u0089PNG")) {
            return Optional.of("png");
        }
        if (head.startsWith("\u00FF\u00D8\u00FF")) {
            return Optional.of("jpeg");
        }
        if (head.startsWith("GIF8")) {
            return Optional.of("gif");
        }
        return head.startsWith("RIFF") && head.endsWith("WEBP") ? Optional.of("webp") : Optional.empty();
    }

    /// The first bytes, each as one character.
    private static String head(String base64) {
        String start = base64.substring(0, Math.min(base64.length(), HEAD_CHARS));
        return new String(Base64.getDecoder().decode(start), StandardCharsets.ISO_8859_1);
    }

    private static String extension(String fileName) {
        return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
