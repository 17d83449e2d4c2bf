#include "support/dice.h"

Dice dice_named(const char *name, uint64_t number)
{
    return (Dice){random_stream(number, random_hash(name)), 0};
}

double dice_uniform(Dice *dice)
{
    uint32_t word[4];
    random_block(&dice->stream, dice->thrown++, 0, 0, 0, word);
    return random_uniform(word[0], word[1]);
}

double dice_between(Dice *dice, double low, double high)
{
    return low + dice_uniform(dice) * (high - low);
}

int dice_integer(Dice *dice, int low, int high)
{
    return low + (int)(dice_uniform(dice) * (high - low + 1));
}

bool dice_chance(Dice *dice, double p)
{
    return dice_uniform(dice) < p;
}
