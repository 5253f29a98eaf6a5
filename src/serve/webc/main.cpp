// demarche_webc FOLDER BUNDLE: packs the board's built files into one, which the server holds inside it. Without the folder, an empty one.
//
// A bundle is "demarche-web 1\n", then a file after the other: a line "PATH\tETAG\tSIZE\tGZIP\tBROTLI\n" (bytes of each form, 0 where packing
// does not make it smaller), then the bytes of the three forms; then "end\n".
#include <brotli/encode.h>
#include <sodium.h>
#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "base/files.h"
#include "serve/media.h"

namespace {

std::string gzipped(const std::string& text) {
  z_stream z{};
  if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&z, text.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads them
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  out.resize(deflate(&z, Z_FINISH) == Z_STREAM_END ? z.total_out : 0);
  deflateEnd(&z);
  return out;
}

std::string brotlied(const std::string& text) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string out(size, '\0');
  const bool made = size > 0 && BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                                      reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE;
  out.resize(made ? size : 0);
  return out;
}

std::string hash_of(const std::string& bytes) {
  unsigned char hash[16];
  char digits[33];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  sodium_bin2hex(digits, sizeof digits, hash, sizeof hash);
  return digits;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace demarche;
  if (argc != 3) return std::fprintf(stderr, "usage: demarche_webc FOLDER BUNDLE\n"), 2;
  if (sodium_init() < 0) return 1;
  std::string out = "demarche-web 1\n";
  const std::string folder = argv[1];
  if (is_folder(folder)) {
    const auto files = list_files(folder);
    if (!files) return std::fprintf(stderr, "%s\n", files.error().text().c_str()), 1;
    for (const std::string& file : *files) {
      const std::string path = "/" + std::filesystem::relative(file, folder).generic_string();
      if (path.ends_with(".gz") || path.ends_with(".br")) continue;  // we make our own
      const auto text = read_file(file);
      if (!text) return std::fprintf(stderr, "%s\n", text.error().text().c_str()), 1;
      std::string gzip, brotli;
      if (is_packable(media_type_of(path)) && text->size() > 512) gzip = gzipped(*text), brotli = brotlied(*text);
      if (gzip.size() >= text->size()) gzip.clear();
      if (brotli.size() >= text->size()) brotli.clear();
      out += path + "\t" + hash_of(*text) + "\t" + std::to_string(text->size()) + "\t" + std::to_string(gzip.size()) + "\t" + std::to_string(brotli.size()) + "\n" + *text + gzip + brotli;
    }
  }
  out += "end\n";
  std::FILE* const bundle = std::fopen(argv[2], "wb");
  const bool written = bundle && std::fwrite(out.data(), 1, out.size(), bundle) == out.size();
  if ((bundle && std::fclose(bundle) != 0) || !written) return std::fprintf(stderr, "%s: cannot be written\n", argv[2]), 1;
  return 0;
}
