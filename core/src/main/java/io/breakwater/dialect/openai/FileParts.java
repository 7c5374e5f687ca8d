package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.DistinctNames;
import io.breakwater.dialect.body.FileFormat;
import io.breakwater.dialect.json.Base64Text;
import io.breakwater.dialect.json.JsonField;
import java.util.Optional;
import java.util.Set;

/// Translates parts that hold a file, `image_url` and `file`, to Converse's images and documents.
final class FileParts {
    private static final Set<String> DETAILS = Set.of("auto", "low", "high", "original");
    private static final String DATA = "file_data";
    private final DistinctNames names = new DistinctNames();
    private boolean lessDetail;

    /// Whether an image so far asks to be read in less detail than models do.
    boolean wantsLessDetail() {
        return lessDetail;
    }

    void image(JsonField part, ArrayNode blocks) {
        JsonField image = part.at("image_url");
        if (!image.isRequiredObject()) {
            return;
        }
        if (!DETAILS.contains(image.at("detail").text().orElse("auto"))) {
            image.at("detail").refuse("must be auto, low, high or original");
        }
        lessDetail |= "low".equals(image.at("detail").node().textValue());
        Optional<DataUrl> data = DataUrl.parse(image.at("url").requiredFilledText());
        Optional<FileFormat> format = data.flatMap(FileParts::image);
        if (format.isEmpty()) {
            image.at("url").refuse("must be data:image/{png,jpeg,gif,webp};base64,…; the gateway fetches nothing");
        } else {
            write(format.get(), data.get().base64(), blocks);
        }
    }

    private static Optional<FileFormat> image(DataUrl data) {
        return FileFormat.of(data.mediaType(), "", data.base64()).filter(FileFormat::isImage);
    }

    void file(JsonField part, ArrayNode blocks) {
        JsonField file = part.at("file");
        if (!file.isRequiredObject()) {
            return;
        }
        if (file.at("file_id").present() && !file.at(DATA).present()) {
            file.at("file_id").refuse("refers to an uploaded file; the gateway stores none, send file_data");
        }
        String name = file.at("filename").text().orElse("");
        Optional<DataUrl> data = data(file.at(DATA).requiredFilledText());
        if (data.isEmpty()) {
            file.at(DATA).refuse("must be data:application/pdf;base64,… or base64; the gateway fetches nothing");
        } else {
            file(file, name, data.get(), blocks);
        }
    }

    private void file(JsonField file, String name, DataUrl data, ArrayNode blocks) {
        Optional<FileFormat> format = FileFormat.of(data.mediaType(), name, data.base64());
        if (format.isEmpty()) {
            file.refuse(
                    "has no format that Bedrock accepts; send pdf, doc, docx, xls, xlsx, csv, html, md, txt or an image, and name it in the media type of file_data or in filename");
        } else {
            ObjectNode written = write(format.get(), data.base64(), blocks);
            if (!format.get().isImage()) {
                written.put("name", names.ofDocument(name));
            }
        }
    }

    /// Reads a file's bytes, which clients send with or without the head of a URL.
    private static Optional<DataUrl> data(String text) {
        return DataUrl.parse(text).or(() -> Base64Text.normal(text, 0).map(base64 -> new DataUrl("", base64)));
    }

    private static ObjectNode write(FileFormat format, String base64, ArrayNode blocks) {
        ObjectNode file = blocks.addObject().putObject(format.block());
        file.put("format", format.name()).putObject("source").put("bytes", base64);
        return file;
    }
}
