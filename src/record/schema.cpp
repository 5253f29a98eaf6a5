// The layout of a record and the steps to it. Doors: newest_layout(), migrate().
#include <array>

#include "record/record.h"

extern "C" const unsigned char demarche_schema_0001[];
extern "C" const unsigned char demarche_schema_0001_end[];
extern "C" const unsigned char demarche_schema_0002[];
extern "C" const unsigned char demarche_schema_0002_end[];
extern "C" const unsigned char demarche_schema_0003[];
extern "C" const unsigned char demarche_schema_0003_end[];
extern "C" const unsigned char demarche_schema_0004[];
extern "C" const unsigned char demarche_schema_0004_end[];

namespace demarche {
namespace {

/// Step n brings layout n to n + 1. A released step is never changed, only followed.
struct Step {
  const unsigned char* begin;
  const unsigned char* end;
};
const std::array<Step, 4>& steps() {
  static const std::array all{Step{demarche_schema_0001, demarche_schema_0001_end}, Step{demarche_schema_0002, demarche_schema_0002_end},
                              Step{demarche_schema_0003, demarche_schema_0003_end}, Step{demarche_schema_0004, demarche_schema_0004_end}};
  return all;
}

}  // namespace

int newest_layout() { return static_cast<int>(steps().size()); }

Status migrate(Database& db, int from_layout) {
  for (int n = from_layout; n < newest_layout(); ++n) {
    const Step& step = steps()[static_cast<std::size_t>(n)];
    db.script(std::string(reinterpret_cast<const char*>(step.begin), static_cast<std::size_t>(step.end - step.begin)));
  }
  db.script("PRAGMA application_id = " + std::to_string(kApplicationId) + "; PRAGMA user_version = " + std::to_string(newest_layout()));
  return db.status();
}

}  // namespace demarche
