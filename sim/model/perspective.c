#include "model/perspective.h"

const Perspective perspectives[N_PERSPECTIVES] = {
    {{"municipality", "kommunen", "the municipality"},
     1u << LEVEL_MUNICIPALITY,
     "whole_municipality"},
    {{"region", "regionen", "the region"}, 1u << LEVEL_REGION, "whole_region"},
    {{"state", "staten", "the state"}, 1u << LEVEL_STATE, "whole_state"},
    {{"public_sector", "offentlig sektor", "the public sector"},
     1u << LEVEL_MUNICIPALITY | 1u << LEVEL_REGION | 1u << LEVEL_STATE | 1u << LEVEL_EQUALISATION |
         1u << LEVEL_OTHER_MUNICIPALITY,
     "whole_public_sector"},
    {{"society", "samhället", "society"}, (1u << N_LEVELS) - 1, "whole_society"},
};
